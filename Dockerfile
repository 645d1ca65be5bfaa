# Stage 1 builds; stage 2 runs and holds no build tools. The same file works with Docker and buildah.
FROM docker.io/library/python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements.txt requirements-build.txt ./
# --only-binary: every locked package has a wheel, so no compiler is wanted; a sdist would be a surprise.
RUN python3 -m venv /build \
 && python3 -m venv --without-pip /opt/wirewatch \
 && /build/bin/pip install --require-hashes --only-binary=:all: -r requirements-build.txt \
 && /build/bin/pip --python /opt/wirewatch/bin/python install --require-hashes --only-binary=:all: -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY service service
# Working examples; mount your own over them.
COPY config /config
COPY watchlists /config/watchlists
# At the end: the tests that libraries bring along go, and files that are private where they were checked out open.
RUN /build/bin/pip wheel --no-deps --no-index --no-build-isolation --wheel-dir /wheels . \
 && /build/bin/pip --python /opt/wirewatch/bin/python install --no-deps --no-index /wheels/*.whl \
 && find /opt/wirewatch -type d -name tests -prune -exec rm -r {} + \
 && chmod -R u=rwX,go=rX /config

FROM docker.io/library/python:3.11-slim
LABEL org.opencontainers.image.title="wirewatch" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/wirewatch /opt/wirewatch
COPY --from=build /config /config
RUN install -d -o 10001 -g 10001 -m 0750 /data
ENV PATH=/opt/wirewatch/bin:$PATH \
    HOME=/data \
    TMPDIR=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    WIREWATCH_CONFIG_DIR=/config \
    WIREWATCH_DATA_DIR=/data \
    WIREWATCH_LOG__FORMAT=json \
    WIREWATCH_WEB__LISTEN=0.0.0.0:8080
EXPOSE 8080
VOLUME /data
WORKDIR /
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["wirewatch", "healthcheck"]
ENTRYPOINT ["wirewatch"]
CMD ["run"]
