"""The deployment files agree with the image, with each other, and with what the service needs."""

import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from service.app.files import read
from service.app.running import DRAIN_SECONDS
from service.cli import app
from service.web.guard import BARE


ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
ENV = dict(re.findall(r"(?:^ENV| ) *([A-Z_]+)=(\S+)", DOCKERFILE, re.MULTILINE))
USER = int(re.findall(r"^USER (\d+)", DOCKERFILE, re.MULTILINE)[0])
UNIT = ROOT / "docs/deploy/wirewatch.service"


@pytest.fixture(name="compose", scope="module")
def _compose() -> dict[str, Any]:
    """The one service of compose.yaml."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    service: dict[str, Any] = services["wirewatch"]
    return service


@pytest.fixture(name="kubernetes", scope="module")
def _kubernetes() -> dict[str, Any]:
    """The objects of the manifest, as `kind/name`."""
    objects = yaml.safe_load_all((ROOT / "docs/deploy/kubernetes.yaml").read_text())
    return {f"{one['kind']}/{one['metadata']['name']}": one for one in objects}


@pytest.fixture(name="pod")
def _pod(kubernetes) -> dict[str, Any]:
    spec: dict[str, Any] = kubernetes["Deployment/wirewatch"]["spec"]["template"]["spec"]
    return spec


@pytest.fixture(name="unit", scope="module")
def _unit() -> RawConfigParser:
    parser = RawConfigParser(strict=False, comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment,method-assign] # names keep their case
    parser.read_string(UNIT.read_text())
    return parser


# --- compose.yaml --------------------------------------------------------------------------------


def test_compose_is_short():
    """Whoever wants to change it can read it at one glance."""
    assert len((ROOT / "compose.yaml").read_text().splitlines()) <= 20


def test_compose_mounts_what_the_image_reads(compose):
    """Files go where the image looks for them, read-only; its memory is a volume."""
    mounts = dict(one.split(":", 1) for one in compose["volumes"])
    assert mounts == {
        "./config": ENV["WIREWATCH_CONFIG_DIR"] + ":ro",
        "./watchlists": "/watchlists:ro",  # beside the configuration, as in a checkout
        "data": ENV["WIREWATCH_DATA_DIR"],
    }


def test_compose_gives_no_rights(compose):
    """A read-only root and no capabilities, and the image's own user."""
    assert compose["read_only"] is True
    assert compose["tmpfs"] == [ENV["TMPDIR"]]
    assert compose["cap_drop"] == ["ALL"]
    assert compose["security_opt"] == ["no-new-privileges:true"]
    assert "user" not in compose


def test_compose_lets_it_drain(compose):
    """It is killed only after what was under way is finished."""
    assert int(compose["stop_grace_period"].removesuffix("s")) > DRAIN_SECONDS


# --- docs/deploy/kubernetes.yaml -----------------------------------------------------------------


def test_pod_runs_as_the_image_user(pod):
    """The volume belongs to the user that the image is made for."""
    context = pod["securityContext"]
    assert context["runAsNonRoot"] is True
    assert {context[one] for one in ("runAsUser", "runAsGroup", "fsGroup")} == {USER}


def test_pod_has_no_rights(pod):
    """A read-only root, no capabilities, nothing to gain, no token of the cluster."""
    assert pod["containers"][0]["securityContext"] == {
        "readOnlyRootFilesystem": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }
    assert pod["automountServiceAccountToken"] is False


def test_pod_is_the_only_one(kubernetes):
    """Two processes never share the data folder, not even while one replaces the other."""
    spec = kubernetes["Deployment/wirewatch"]["spec"]
    assert (spec["replicas"], spec["strategy"]) == (1, {"type": "Recreate"})
    assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]


def test_pod_is_probed_without_a_token(pod):
    """Probes ask the port that the image opens, for paths that answer everybody."""
    container = pod["containers"][0]
    assert f"EXPOSE {container['ports'][0]['containerPort']}\n" in DOCKERFILE
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["path"] in BARE
        assert container[probe]["httpGet"]["port"] == container["ports"][0]["name"]


def test_pod_drains(pod):
    """It is killed only after what was under way is finished."""
    assert pod["terminationGracePeriodSeconds"] > DRAIN_SECONDS


def test_pod_mounts_what_there_is(kubernetes, pod):
    """Every mount has its volume, and every volume its object; the image's folders are mounted."""
    mounts = {one["name"]: one["mountPath"] for one in pod["containers"][0]["volumeMounts"]}
    folders = {ENV[name] for name in ("WIREWATCH_CONFIG_DIR", "WIREWATCH_DATA_DIR", "TMPDIR")}
    assert mounts.keys() == {one["name"] for one in pod["volumes"]}
    assert folders < set(mounts.values())
    wanted = {"Deployment/wirewatch"}
    for one in pod["volumes"]:
        wanted |= {f"ConfigMap/{one['configMap']['name']}"} if "configMap" in one else set()
        wanted |= {f"Secret/{one['secret']['secretName']}"} if "secret" in one else set()
        claim = one.get("persistentVolumeClaim", {}).get("claimName")
        wanted |= {f"PersistentVolumeClaim/{claim}"} if claim else set()
    assert wanted == kubernetes.keys()


def test_pod_reads_its_files(kubernetes, pod, tmp_path):
    """What the manifest mounts, laid out as a node does it, is read without a complaint."""
    for one in pod["containers"][0]["volumeMounts"]:
        volume = next(v for v in pod["volumes"] if v["name"] == one["name"])
        if "configMap" in volume:
            held = kubernetes[f"ConfigMap/{volume['configMap']['name']}"]["data"]
        elif "secret" in volume:
            held = kubernetes[f"Secret/{volume['secret']['secretName']}"]["stringData"]
        else:
            continue
        lay_out(tmp_path / one["mountPath"].lstrip("/"), held, tmp_path)
    files = read(tmp_path / "config", {})
    assert (files.problems, len(files.sources), len(files.streams)) == ((), 1, 1)


def lay_out(folder: Path, held: dict[str, str], root: Path) -> None:
    """Write a ConfigMap as a kubelet does: links to a folder that is swapped whole."""
    (folder / "..2026").mkdir(parents=True)
    (folder / "..data").symlink_to("..2026")
    for name, text in held.items():
        (folder / "..2026" / name).write_text(text.replace("/secrets", f"{root}/secrets"))
        (folder / name).symlink_to(f"..data/{name}")


# --- docs/deploy/wirewatch.service ---------------------------------------------------------------


def test_unit_starts_a_command_that_exists(unit):
    """The unit and the command line agree."""
    program, verb = unit["Service"]["ExecStart"].split()
    assert Path(program).name == "wirewatch"
    assert verb in get_command(app).commands  # type: ignore[attr-defined] # a group, as the test shows


def test_unit_drains(unit):
    """Only the main process is asked to end, and has the time to."""
    assert unit["Service"]["KillMode"] == "mixed"
    assert int(unit["Service"]["TimeoutStopSec"]) > DRAIN_SECONDS


def test_unit_gives_what_is_written(unit):
    """The one folder that may be written is the data folder."""
    assert unit["Service"]["ProtectSystem"] == "strict"
    folder = f"/var/lib/{unit['Service']['StateDirectory']}"
    assert f"Environment=WIREWATCH_DATA_DIR={folder}\n" in UNIT.read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_unit_is_well_formed(tmp_path):
    """Systemd itself finds nothing to say (about anything but the program, which is not here)."""
    copy = tmp_path / UNIT.name
    copy.write_text(UNIT.read_text().replace("/opt/wirewatch/bin/wirewatch", "/bin/true"))
    command = ["systemd-analyze", "verify", "--man=no", str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


# --- .ci/image-check -----------------------------------------------------------------------------


def test_image_check_says_what_it_needs(tmp_path):
    """Without its tools it names Debian's packages, and that this is no finding."""
    command = [sys.executable, str(ROOT / ".ci/image-check")]
    done = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "apt-get install mmdebstrap buildah umoci runc" in done.stderr
