import pytest

from service.articles import language
from service.articles.language import detect, primary


ENGLISH = "The foreign ministry said on Monday that it would summon the ambassador over the ferry."
GERMAN = "Das Auswärtige Amt teilte am Montag mit, dass der Botschafter einbestellt werde."
RUSSIAN = "Министерство иностранных дел заявило в понедельник, что посол будет вызван."
KOREAN = "국방부는 월요일 회담이 오월까지 계속될 것이라고 밝혔다. 그러나 자세한 내용은 없다."
JAPANESE = "防衛省は月曜日、会談が五月まで続くと発表した。詳細は明らかにしていない。"
CHINESE = "外交部星期一表示，会谈将持续到五月。发言人没有透露更多细节，会谈气氛良好，双方满意。"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (RUSSIAN, "ru"),
        (KOREAN, "ko"),
        (JAPANESE, "ja"),
        (CHINESE, "zh"),
        ("Too short", None),
        ("", None),
    ],
)
def test_detected(text, code):
    """A text tells its language, unless it is too short."""
    assert detect(text) == code


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (ENGLISH, ("en-GB",), "en"),
        (ENGLISH, ("ko",), "en"),
        (KOREAN, ("en-US", "ko"), "ko"),
        (GERMAN, (None, "nl"), "nl"),
        (RUSSIAN, ("uk_UA",), "uk"),
        (RUSSIAN, ("sr",), "sr"),
        (ENGLISH, ("sr-Latn",), "sr"),
        ("Short", ("fr",), "fr"),
        ("Short", ("und",), None),
    ],
)
def test_declared(text, declared, code):
    """The first declared language is believed if the script allows it."""
    assert detect(text, *declared) == code


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "en"),
        ("zh_Hant_TW", "zh"),
        ("DE", "de"),
        ("x-default", None),
        ("english", None),
        ("mul", None),
        (None, None),
    ],
)
def test_primary(tag, code):
    """A tag's first part names the language."""
    assert primary(tag) == code


PLAIN = {
    "es": (
        "El gobierno anunció el lunes que el puente de la ciudad se cerrará durante una "
        "semana porque las obras de la línea del tren deben empezar. Los vecinos dicen que "
        "una parte de las calles del centro ya no se puede usar y que la situación de las "
        "tiendas es muy difícil. El alcalde dijo que el plazo de las obras no cambiará, y que "
        "una comisión con los vecinos seguirá el proyecto hasta el final del año. "
    ),
    "fr": (
        "Le gouvernement a annoncé lundi que le pont de la ville sera fermé pendant une "
        "semaine parce que les travaux de la ligne de train doivent commencer. Les habitants "
        "disent qu'une partie des rues du centre ne peut plus être utilisée et que la "
        "situation des magasins est très difficile. Le maire a dit que la date des travaux ne "
        "sera pas changée et qu'une commission suivra le projet dans les mois qui viennent. "
    ),
    "it": (
        "Il governo ha annunciato lunedì che il ponte della città sarà chiuso per una "
        "settimana perché i lavori della linea ferroviaria devono iniziare. Gli abitanti "
        "dicono che una parte delle strade del centro non può più essere usata e che la "
        "situazione dei negozi è molto difficile. Il sindaco ha detto che la data dei lavori "
        "non sarà cambiata e che una commissione seguirà il progetto nel corso dell'anno. "
    ),
    "pt": (
        "O governo anunciou na segunda-feira que a ponte da cidade será fechada durante uma "
        "semana porque as obras da linha do comboio têm de começar. Os moradores dizem que "
        "uma parte das ruas do centro já não pode ser usada e que a situação das lojas é "
        "muito difícil. O presidente disse que a data das obras não será alterada e que uma "
        "comissão com os moradores vai seguir o projeto até ao fim do ano. "
    ),
    "nl": (
        "De regering maakte maandag bekend dat de brug van de stad een week wordt gesloten "
        "omdat het werk aan de spoorlijn moet beginnen. Bewoners zeggen dat een deel van de "
        "straten in het centrum niet meer gebruikt kan worden en dat de situatie van de "
        "winkels erg moeilijk is. De burgemeester zei dat de datum van het werk niet wordt "
        "veranderd en dat een commissie het project zal volgen. "
    ),
}
NEIGHBOURS = {
    "ca": (
        "El govern va anunciar dilluns que el pont de la ciutat serà tancat durant la setmana "
        "perquè les obres de la línia del tren han de començar. Els veïns diuen que una part "
        "dels carrers del centre ja no es pot fer servir i que la situació de les botigues és "
        "molt difícil. El batlle va dir que el termini de les obres no canviarà, i que una "
        "comissió amb els veïns farà el seguiment del projecte fins al final de l'any. "
    ),
    "gl": (
        "O goberno anunciou o luns que a ponte da cidade vai pechar durante a semana porque "
        "as obras da liña do tren teñen que comezar. Os veciños din que unha parte das rúas "
        "do centro xa non se pode usar e que a situación das tendas é moi difícil. O alcalde "
        "dixo que o prazo das obras non vai cambiar, e que unha comisión cos veciños fará o "
        "seguimento do proxecto ata o final do ano. "
    ),
    "af": (
        "Die regering het Maandag aangekondig dat die brug van die stad vir 'n week gesluit "
        "sal wees omdat die werk aan die spoorlyn moet begin. Inwoners sê dat 'n deel van die "
        "strate in die middestad nie meer gebruik kan word nie en dat die toestand van die "
        "winkels baie moeilik is. Die burgemeester het gesê dat die datum van die werk nie "
        "sal verander nie. "
    ),
    "da": (
        "Regeringen meddelte mandag, at broen i byen bliver lukket i en uge, fordi arbejdet "
        "på jernbanen skal begynde. Beboerne siger, at en del af gaderne i centrum ikke "
        "længere kan bruges, og at situationen for butikkerne er meget svær. Borgmesteren "
        "sagde, at datoen for arbejdet ikke vil blive ændret, og at en komité med beboerne "
        "vil følge projektet til årets udgang. "
    ),
    "bg": (
        "Правителството съобщи в понеделник, че мостът в града ще бъде затворен за една "
        "седмица, защото работата по железопътната линия трябва да започне. Жителите казват, "
        "че част от улиците в центъра вече не може да се използва и че положението на "
        "магазините е много трудно. Кметът каза, че срокът няма да бъде променен и че комисия "
        "с жителите ще следи проекта до края на годината, за да е ясно как се развива. "
    ),
    "be": (
        "Урад паведаміў у панядзелак, што мост у горадзе будзе зачынены на тыдзень, таму што "
        "праца на чыгуначнай лініі павінна пачацца. Жыхары кажуць, што частка вуліц у цэнтры "
        "ўжо не можа выкарыстоўвацца і што становішча крамаў вельмі цяжкае. Мэр сказаў, што "
        "тэрмін працы не зменіцца і што камісія будзе назіраць за праектам да канца года. "
    ),
    "lb": (
        "D'Regierung huet e Méindeg matgedeelt, datt d'Bréck an der Stad fir eng Woch zou "
        "ass, well d'Aarbechten un der Eisebunnslinn ufänke mussen. D'Awunner soen, datt en "
        "Deel vun de Stroossen am Zentrum net méi benotzt ka ginn an datt d'Situatioun vun de "
        "Geschäfter ganz schwéier ass. De Buergermeeschter sot, datt den Datum vun den "
        "Aarbechten net geännert gëtt. "
    ),
    "oc": (
        "Lo govèrn anoncièt diluns que lo pont de la vila serà barrat pendent una setmana "
        "perque los trabalhs de la linha del tren devon començar. Los estatjants dison que "
        "una part de las carrièras del centre se pòt pas pus utilizar e que la situacion de "
        "las botigas es plan dificila. Lo cònsol diguèt que lo tèrme dels trabalhs cambiarà "
        "pas. "
    ),
}


@pytest.mark.parametrize("code", PLAIN)
def test_plain_by_its_commonest_words(code):
    """A text of some length tells its language by its commonest words; the detector agrees."""
    assert language._plainly(PLAIN[code]) == detect(PLAIN[code]) == language._guess(PLAIN[code])


@pytest.mark.parametrize("code", NEIGHBOURS)
def test_neighbours_are_not_plain(code):
    """A text in a language near another one is never taken for that one at a glance."""
    assert language._plainly(NEIGHBOURS[code]) is None


def test_two_languages_are_not_plain():
    """A text half in one language and half in another is left to the detector."""
    assert language._plainly(f"{PLAIN['es']} {PLAIN['nl']}") is None


def test_letters_from_two_scripts():
    """Where Latin letters are not most of a text, all scripts are counted."""
    assert detect(f"{KOREAN} (KCNA, Rodong Sinmun)") == "ko"


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        ("Паромна служба повідомила, що її судна підуть від причалу; їхні квитки дійсні, а мешканців перевозили літаками.", None, "uk"),
        ("Паромы пойдут от причала вечером, билеты действительны, мы ждём их с утра, объявил мэр; рейсы были отменены.", None, "ru"),
        ("Паромная служба мовіла ў аўторак, што суда зноў пойдуць ад прычала ў порце; білеты сапраўдныя ўвесь месяц.", None, "be"),
        ("شرکت کشتیرانی گفت که کشتی‌ها پس از یازده روز دوباره از اسکله شمالی حرکت می‌کنند و بلیت‌ها تا پایان ماه معتبر است، پیش از این چنین گفته بود", None, "fa"),
        ("فیری کے دفتر نے منگل کو بتایا کہ کشتیاں دوبارہ شمالی گھاٹ سے چلیں گی اور ٹکٹ مہینے کے آخر تک درست رہیں گے، یہ بات دفتر نے بتائی ہے", None, "ur"),
        ("Feribot ofisi gemilerin yeniden kalkacağını ve biletlerin geçerli olduğunu duyurdu; bu karar ile bir ara sona erdi, ancak ofis daha çok sefer için bir tarih vermedi, çünkü gibi değil ve sonra kadar olan", None, "tr"),
        ("Le bureau des ferrys a dit que les bateaux repartiraient et que les billets sont valables dans tous les ports, mais pas avec une réduction, et qui est pour cette ligne", "en", "fr"),
        ("Ferry boats", "en", "en"),
    ],
)  # fmt: skip
def test_letters_and_words_tell(text, declared, code):
    """Letters of its own, or its commonest words, tell a language, whatever a template declares."""
    assert detect(text, declared) == code


def test_a_short_text_is_in_a_language_that_is_asked_for():
    """Where the detector can only guess, the languages of the rules decide; a long text speaks for itself."""
    short = "Statsminister Holm taler i dag på havnen i Port Ellery"
    assert detect(short, among=("nb", "no")) in {"nb", "no"}
    long = (
        "Havnekontoret sagde tirsdag, at bådene igen sejler fra den nordlige mole efter en pause. "
        * 6
    )
    assert detect(long, among=("ko", "en")) == "da"


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        ("북한 발사", None, "ko"),
        ("북한 발사", "en", "ko"),
        ("BTS 컴백", None, "ko"),
        ("北朝鮮がミサイル", None, "ja"),
        ("唐納德・川普訪華", None, None),
        ("北京港停运", "zh", "zh"),
        ("ไทย", None, "th"),
        ("Λιμάνι", "en", "el"),
        ("נמל", None, "he"),
        ("Երևան", None, "hy"),
        ("თბილისი", "ka", "ka"),
        ("Port", None, None),
    ],
)
def test_a_script_of_its_own_decides_at_any_length(text, declared, code):
    """A headline of two words in Hangul is Korean; Chinese characters alone may be Japanese."""
    assert detect(text, declared) == code
