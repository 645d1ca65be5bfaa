"""Invented newsrooms in fourteen languages, each with a report and the furniture around it."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """What one newsroom prints: a report of a ferry that sails again on 14 January 2025."""

    language: str
    title: str
    byline: str
    author: str
    dated: str
    opening: str
    """The dateline and credit that the report begins with."""
    wire: str
    sentences: tuple[str, ...]
    furniture: tuple[str, ...]
    """Lines of their own: what a reader would not call the report."""
    caption: str
    bio: str
    rights: str


NEWSROOMS = (
    Newsroom(
        language="en",
        title="Ferries sail again from the northern pier",
        byline="By Jane Roe",
        author="Jane Roe",
        dated="Published: January 14, 2025 09:15",
        opening="PORT ELLERY, Jan. 14 (Reuters) - ",
        wire="Reuters",
        sentences=(
            "The ferry office of Port Ellery said on Tuesday that boats would sail again from the northern pier.",
            "The pause had been caused by drift ice, which is rare so far south, and by a storm in early January.",
            "Tickets that were bought before the pause remain valid until the end of the month, the office said.",
        ),
        furniture=(
            "Related articles",
            "Harbour council votes on new landing bridges",
            "Most read",
            "Mayor opens the winter market",
            "We use cookies to make this site better for you.",
            "Sign up for our free newsletter",
            "Share this article on Facebook",
            "Read also: Islanders wait for the mail",
        ),
        caption="Photo: A ferry leaves the northern pier on Monday. (Gazette/Tom Hale)",
        bio="Jane Roe is a reporter for the Gazette who covers the coast and its islands.",
        rights="© 2025 Harbor Gazette. All rights reserved.",
    ),
    Newsroom(
        language="ko",
        title="북쪽 부두에서 여객선 다시 뜬다",
        byline="홍가람 기자",
        author="홍가람",
        dated="입력 2025.01.14 09:15",
        opening="[엘러리=뉴시스] 홍가람 기자 = ",
        wire="Newsis",
        sentences=(
            "엘러리항 여객선 사무소는 14일 북쪽 부두에서 여객선 운항을 다시 시작한다고 밝혔다. 운항은 열하루 동안 멈춰 있었다.",
            "운항 중단은 이 지역에서 드문 유빙과 1월 초의 폭풍 때문이었으며, 폭풍으로 접안 다리 네 개 가운데 두 개가 부서졌다고 한다.",
            "운항이 멈추기 전에 산 표는 이달 말까지 그대로 쓸 수 있다고 사무소 측은 서면으로 설명했다. 환불도 받을 수 있다고 덧붙였다.",
        ),
        furniture=(
            "관련 기사",
            "항만위원회, 새 접안 다리 놓고 표결",
            "많이 본 뉴스",
            "시장, 겨울 장터 개장",
            "이 사이트는 더 나은 서비스를 위해 쿠키를 사용합니다.",
            "뉴스레터 구독하기",
            "페이스북 공유하기",
        ),
        caption="▲ 월요일 북쪽 부두를 떠나는 여객선. (사진=엘러리항 제공)",
        bio="홍가람 기자 garam@gazette.test",
        rights="ⓒ 하버가제트, 무단 전재 및 재배포 금지",
    ),
    Newsroom(
        language="ru",
        title="Паромы снова ходят от северного причала",
        byline="Автор: Анна Зимина",
        author="Анна Зимина",
        dated="Опубликовано: 14 января 2025, 09:15",
        opening="ЭЛЛЕРИ, 14 января. /ТАСС/. ",
        wire="TASS",
        sentences=(
            "Паромная служба порта Эллери сообщила во вторник, что суда снова пойдут от северного причала после перерыва.",
            "Перерыв был вызван дрейфующим льдом, который редко встречается так далеко на юге, и штормом в начале января.",
            "Билеты, купленные до перерыва, остаются действительными до конца месяца, говорится в сообщении службы.",
        ),
        furniture=(
            "Материалы по теме",
            "Совет гавани голосует за новые мостки",
            "Самое читаемое",
            "Мэр открыл зимнюю ярмарку",
            "Мы используем файлы cookie, чтобы сайт работал лучше.",
            "Подпишитесь на нашу рассылку",
            "Поделиться в Facebook",
            "Читайте также: Островитяне ждут почту",
        ),
        caption="Фото: паром отходит от северного причала. Том Хейл / Вестник гавани",
        bio="Анна Зимина — корреспондент «Вестника гавани», пишет о побережье и островах.",
        rights="© 2025 Вестник гавани. Все права защищены.",
    ),
    Newsroom(
        language="de",
        title="Fähren legen wieder am Nordkai ab",
        byline="Von Greta Sommer",
        author="Greta Sommer",
        dated="Veröffentlicht am 14. Januar 2025, 09:15 Uhr",
        opening="Port Ellery (dpa) - ",
        wire="dpa",
        sentences=(
            "Das Fährbüro von Port Ellery hat am Dienstag mitgeteilt, dass die Schiffe wieder vom Nordkai ablegen werden.",
            "Grund für die Pause waren Treibeis, das so weit im Süden selten ist, und ein Sturm Anfang Januar gewesen.",
            "Fahrkarten, die vor der Pause gekauft wurden, bleiben nach Angaben des Büros bis zum Monatsende gültig.",
        ),
        furniture=(
            "Mehr zum Thema",
            "Hafenrat stimmt über neue Landebrücken ab",
            "Meistgelesen",
            "Bürgermeister eröffnet Wintermarkt",
            "Wir verwenden Cookies, um unsere Website zu verbessern.",
            "Newsletter abonnieren",
            "Auf Facebook teilen",
            "Lesen Sie auch: Inselbewohner warten auf Post",
        ),
        caption="Foto: Eine Fähre verlässt den Nordkai. Bild: Tom Hale/Hafenblatt",
        bio="Greta Sommer ist Redakteurin des Hafenblatts und schreibt über Küste und Inseln.",
        rights="© 2025 Hafenblatt. Alle Rechte vorbehalten.",
    ),
    Newsroom(
        language="fr",
        title="Les ferrys repartent de la jetée nord",
        byline="Par Claire Dumont",
        author="Claire Dumont",
        dated="Publié le 14 janvier 2025 à 09h15",
        opening="Port-Ellery, 14 janv 2025 (AFP) - ",
        wire="AFP",
        sentences=(
            "Le bureau des ferrys de Port-Ellery a annoncé mardi que les bateaux repartiraient de la jetée nord.",
            "La pause avait été causée par des glaces dérivantes, rares aussi loin au sud, et par une tempête début janvier.",
            "Les billets achetés avant la pause restent valables jusqu'à la fin du mois, selon un communiqué du bureau.",
        ),
        furniture=(
            "Sur le même sujet",
            "Le conseil du port vote sur les passerelles",
            "Les plus lus",
            "Le maire ouvre le marché d'hiver",
            "Nous utilisons des cookies pour améliorer ce site.",
            "Inscrivez-vous à notre newsletter",
            "Partager sur Facebook",
            "À lire aussi : Les îliens attendent le courrier",
        ),
        caption="Photo : un ferry quitte la jetée nord, lundi. Crédit : Tom Hale",
        bio="Claire Dumont est journaliste à la Gazette du port, où elle suit la côte et les îles.",
        rights="© 2025 La Gazette du port. Tous droits réservés.",
    ),
    Newsroom(
        language="es",
        title="Los transbordadores vuelven a salir del muelle norte",
        byline="Por Elena Ríos",
        author="Elena Ríos",
        dated="Publicado el 14 de enero de 2025 a las 09:15",
        opening="Puerto Ellery, 14 ene (EFE).- ",
        wire="EFE",
        sentences=(
            "La oficina de transbordadores de Puerto Ellery anunció el martes que los barcos saldrán de nuevo del muelle norte.",
            "La pausa se debió al hielo a la deriva, poco frecuente tan al sur, y a una tormenta a comienzos de enero.",
            "Los billetes comprados antes de la pausa siguen siendo válidos hasta final de mes, según un comunicado.",
        ),
        furniture=(
            "Noticias relacionadas",
            "El consejo del puerto vota las nuevas pasarelas",
            "Lo más leído",
            "El alcalde abre el mercado de invierno",
            "Utilizamos cookies para mejorar este sitio.",
            "Suscríbete a nuestro boletín",
            "Compartir en Facebook",
            "Lea también: Los isleños esperan el correo",
        ),
        caption="Foto: Un transbordador sale del muelle norte el lunes. Tom Hale",
        bio="Elena Ríos es periodista de La Gaceta del Puerto y escribe sobre la costa y las islas.",
        rights="© 2025 La Gaceta del Puerto. Todos los derechos reservados.",
    ),
    Newsroom(
        language="it",
        title="I traghetti ripartono dal molo nord",
        byline="di Marta Bianchi",
        author="Marta Bianchi",
        dated="Pubblicato il 14 gennaio 2025 alle 09:15",
        opening="(ANSA) - PORTO ELLERY, 14 GEN - ",
        wire="ANSA",
        sentences=(
            "L'ufficio dei traghetti di Porto Ellery ha annunciato martedì che le navi ripartiranno dal molo nord.",
            "La pausa era stata causata dal ghiaccio alla deriva, raro così a sud, e da una tempesta a inizio gennaio.",
            "I biglietti acquistati prima della pausa restano validi fino alla fine del mese, si legge in una nota.",
        ),
        furniture=(
            "Articoli correlati",
            "Il consiglio del porto vota le nuove passerelle",
            "I più letti",
            "Il sindaco apre il mercato d'inverno",
            "Utilizziamo i cookie per migliorare questo sito.",
            "Iscriviti alla nostra newsletter",
            "Condividi su Facebook",
            "Leggi anche: Gli isolani aspettano la posta",
        ),
        caption="Foto: un traghetto lascia il molo nord. (Foto di Tom Hale)",
        bio="Marta Bianchi è giornalista della Gazzetta del Porto e si occupa della costa e delle isole.",
        rights="© 2025 Gazzetta del Porto. Tutti i diritti riservati.",
    ),
    Newsroom(
        language="pt",
        title="Balsas voltam a sair do cais norte",
        byline="Por Inês Prado",
        author="Inês Prado",
        dated="Publicado em 14 de janeiro de 2025 às 09h15",
        opening="Porto Ellery, 14 jan 2025 (Lusa) - ",
        wire="Lusa",
        sentences=(
            "O escritório das balsas de Porto Ellery anunciou na terça-feira que os barcos voltarão a sair do cais norte.",
            "A pausa foi causada pelo gelo à deriva, raro tão ao sul, e por uma tempestade no início de janeiro.",
            "Os bilhetes comprados antes da pausa continuam válidos até o fim do mês, segundo uma nota do escritório.",
        ),
        furniture=(
            "Notícias relacionadas",
            "Conselho do porto vota novas passarelas",
            "Mais lidas",
            "Prefeito abre o mercado de inverno",
            "Usamos cookies para melhorar este site.",
            "Assine a nossa newsletter",
            "Compartilhar no Facebook",
            "Leia também: Ilhéus esperam o correio",
        ),
        caption="Foto: Uma balsa deixa o cais norte na segunda-feira. Crédito: Tom Hale",
        bio="Inês Prado é jornalista da Gazeta do Porto e escreve sobre a costa e as ilhas.",
        rights="© 2025 Gazeta do Porto. Todos os direitos reservados.",
    ),
    Newsroom(
        language="ja",
        title="北桟橋からフェリー運航再開",
        byline="記者 山川花子",
        author="山川花子",
        dated="公開 2025年1月14日 9時15分",
        opening="【エラリー共同】",
        wire="Kyodo",
        sentences=(
            "エラリー港のフェリー事務所は14日、北桟橋からの運航を再開すると発表した。運航は11日間にわたって止まっていた。",
            "運休の原因は、この海域では珍しい流氷と1月初めの嵐で、四つある連絡橋のうち二つが壊れたという。",
            "運休前に購入された切符は月末まで有効だと事務所は文書で説明し、払い戻しにも応じるとしている。",
        ),
        furniture=(
            "関連記事",
            "港湾評議会、新しい連絡橋を採決",
            "アクセスランキング",
            "市長が冬の市を開く",
            "当サイトではサービス向上のためにクッキーを使用しています。",
            "メールマガジンに登録する",
            "フェイスブックでシェアする",
            "あわせて読みたい：島民は郵便を待つ",
        ),
        caption="写真：月曜日に北桟橋を離れるフェリー＝エラリー港提供",
        bio="山川花子（やまかわ・はなこ） 港新聞記者。沿岸と島々を担当。",
        rights="© 2025 港新聞 無断転載を禁じます",
    ),
    Newsroom(
        language="zh",
        title="北码头渡轮恢复航行",
        byline="记者：王小明",
        author="王小明",
        dated="发布时间：2025年1月14日 09:15",
        opening="新华社埃勒里1月14日电 ",
        wire="Xinhua",
        sentences=(
            "埃勒里港渡轮办事处星期二宣布，渡轮将重新从北码头出发，此前航行已经中断十一天，岛上居民靠飞机运送物资。",
            "中断的原因是这一带少见的浮冰，以及一月初的一场风暴，四座登船桥中有两座在风暴中损坏，修理工作仍在继续。",
            "办事处在书面声明中说，中断之前购买的船票到本月底之前仍然有效，旅客也可以要求退票，具体办法将另行公布。",
        ),
        furniture=(
            "相关阅读",
            "港务会表决新登船桥",
            "热门文章",
            "市长为冬季集市揭幕",
            "我们使用 Cookie 来改善本网站。",
            "订阅我们的电子报",
            "分享到微博",
            "延伸阅读：岛民等待邮件",
        ),
        caption="图为渡轮星期一驶离北码头。新华社记者 李大山 摄",
        bio="责任编辑：赵四",
        rights="© 2025 港口日报 版权所有",
    ),
    Newsroom(
        language="ar",
        title="العبارات تبحر من الرصيف الشمالي مجددا",
        byline="بقلم: ليلى حداد",
        author="ليلى حداد",
        dated="نشر في 14 يناير 2025 09:15",
        opening="إيليري (رويترز) - ",
        wire="Reuters",
        sentences=(
            "أعلن مكتب العبارات في ميناء إيليري يوم الثلاثاء أن السفن ستبحر من جديد من الرصيف الشمالي بعد توقف دام أحد عشر يوما.",
            "وكان التوقف قد نجم عن جليد عائم نادر الحدوث في هذه المنطقة الجنوبية، وعن عاصفة هبت في مطلع شهر يناير الجاري.",
            "وقال المكتب في بيان مكتوب إن التذاكر التي اشتريت قبل التوقف تبقى صالحة حتى نهاية الشهر، ويمكن استرداد ثمنها أيضا.",
        ),
        furniture=(
            "مواضيع ذات صلة",
            "مجلس الميناء يصوت على الجسور الجديدة",
            "الأكثر قراءة",
            "رئيس البلدية يفتتح سوق الشتاء",
            "نستخدم ملفات تعريف الارتباط لتحسين هذا الموقع.",
            "اشترك في نشرتنا الإخبارية",
            "شارك على فيسبوك",
            "اقرأ أيضا: سكان الجزر ينتظرون البريد",
        ),
        caption="صورة: عبارة تغادر الرصيف الشمالي يوم الاثنين",
        bio="ليلى حداد صحفية في جريدة الميناء تكتب عن الساحل والجزر.",
        rights="© 2025 جريدة الميناء. جميع الحقوق محفوظة",
    ),
    Newsroom(
        language="tr",
        title="Feribotlar kuzey iskelesinden yeniden kalkıyor",
        byline="Haber: Deniz Aksoy",
        author="Deniz Aksoy",
        dated="Yayınlanma: 14 Ocak 2025 09:15",
        opening="ELLERY (AA) - ",
        wire="Anadolu",
        sentences=(
            "Ellery Limanı feribot ofisi salı günü, gemilerin on bir günlük aradan sonra kuzey iskelesinden yeniden kalkacağını duyurdu.",
            "Aranın nedeni, bu kadar güneyde az görülen sürüklenen buzlar ile ocak ayı başındaki bir fırtınaydı.",
            "Ofisin yazılı açıklamasına göre aradan önce alınan biletler ay sonuna kadar geçerli olacak.",
        ),
        furniture=(
            "İlgili Haberler",
            "Liman meclisi yeni köprüleri oyluyor",
            "En çok okunanlar",
            "Belediye başkanı kış pazarını açtı",
            "Sitemizi geliştirmek için çerezler kullanıyoruz.",
            "Bültenimize abone olun",
            "Facebook'ta paylaş",
            "Ayrıca okuyun: Adalılar postayı bekliyor",
        ),
        caption="Fotoğraf: Pazartesi günü kuzey iskelesinden ayrılan bir feribot",
        bio="Deniz Aksoy, Liman Gazetesi muhabiridir; kıyıyı ve adaları izler.",
        rights="© 2025 Liman Gazetesi. Tüm hakları saklıdır.",
    ),
    Newsroom(
        language="uk",
        title="Пороми знову ходять від північного причалу",
        byline="Автор: Олена Зимова",
        author="Олена Зимова",
        dated="Опубліковано: 14 січня 2025, 09:15",
        opening="ЕЛЛЕРІ, 14 січня (Укрінформ) — ",
        wire="Ukrinform",
        sentences=(
            "Поромна служба порту Еллері повідомила у вівторок, що судна знову підуть від північного причалу після перерви.",
            "Перерву спричинили дрейфуюча крига, яка рідко трапляється так далеко на півдні, та шторм на початку січня.",
            "Квитки, куплені до перерви, залишаються дійсними до кінця місяця, ідеться в повідомленні служби.",
        ),
        furniture=(
            "Матеріали за темою",
            "Рада гавані голосує за нові містки",
            "Найпопулярніше",
            "Мер відкрив зимовий ярмарок",
            "Ми використовуємо файли cookie, щоб сайт працював краще.",
            "Підпишіться на нашу розсилку",
            "Поділитися у Facebook",
            "Читайте також: Острів'яни чекають на пошту",
        ),
        caption="Фото: пором відходить від північного причалу. Том Гейл",
        bio="Олена Зимова — кореспондентка «Вісника гавані», пише про узбережжя та острови.",
        rights="© 2025 Вісник гавані. Усі права захищені.",
    ),
    Newsroom(
        language="pl",
        title="Promy znów odpływają z północnego nabrzeża",
        byline="Autor: Zofia Morska",
        author="Zofia Morska",
        dated="Opublikowano: 14 stycznia 2025, 09:15",
        opening="Port Ellery (PAP) - ",
        wire="PAP",
        sentences=(
            "Biuro promowe w Port Ellery poinformowało we wtorek, że statki znów będą odpływać z północnego nabrzeża.",
            "Przerwę spowodował dryfujący lód, który rzadko pojawia się tak daleko na południu, oraz sztorm na początku stycznia.",
            "Bilety kupione przed przerwą pozostają ważne do końca miesiąca, napisało biuro w oświadczeniu.",
        ),
        furniture=(
            "Powiązane artykuły",
            "Rada portu głosuje nad nowymi pomostami",
            "Najczęściej czytane",
            "Burmistrz otwiera zimowy targ",
            "Używamy plików cookie, aby ulepszać tę stronę.",
            "Zapisz się do naszego newslettera",
            "Udostępnij na Facebooku",
            "Czytaj także: Wyspiarze czekają na pocztę",
        ),
        caption="Fot. Tom Hale / Gazeta Portowa",
        bio="Zofia Morska jest dziennikarką Gazety Portowej, pisze o wybrzeżu i wyspach.",
        rights="© 2025 Gazeta Portowa. Wszelkie prawa zastrzeżone.",
    ),
)


def as_page(room: Newsroom) -> bytes:
    """Build a page with no help from its markup: furniture and report are paragraphs of one box."""
    first, *rest = room.sentences
    lines = [
        room.byline,
        room.dated,
        room.caption,
        f"{room.opening}{first}",
        rest[0],
        *(line for line in room.furniture[-1:]),
        *rest[1:],
        room.bio,
        *room.furniture[:-1],
        room.rights,
    ]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f"<!doctype html><html lang='{room.language}'><head><meta charset='utf-8'><title>{escape(room.title)}</title></head>"
        f"<body><div><h1>{escape(room.title)}</h1>{paragraphs}</div></body></html>"
    ).encode()


def as_text(room: Newsroom) -> str:
    """Build what somebody would get who copies the whole page into a file."""
    first, *rest = room.sentences
    cookies, *_ = (line for line in room.furniture if "ookie" in line or line == room.furniture[4])
    lines = [
        cookies,
        room.title,
        room.byline,
        room.dated,
        room.caption,
        f"{room.opening}{first}",
        rest[0],
        room.furniture[-1],
        *rest[1:],
        room.bio,
        *(line for line in room.furniture[:-1] if line != cookies),
        room.rights,
    ]
    return "\n\n".join(lines)
