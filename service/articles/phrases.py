"""What newsrooms print around a report, in the languages of this world's news, as shapes of lines.

All in small letters (`Shapes`). English and Korean, whose captures are known best, stand in `furniture.py`.
"""

BULLET = r"^(?:[-–•·*>|■□▶☞※#]\s*)*"

BOXES = (
    # de
    (
        rf"{BULLET}(?:mehr (?:zum thema|dazu|aus|zu)|auch interessant|das könnte sie (?:auch )?interessieren|(?:am )?meist ?gelesen\w*|anzeige|werbung|verwandte (?:artikel|themen)"
        r"|weitere (?:artikel|meldungen|nachrichten|themen)|(?:aktuelle|neueste) (?:nachrichten|meldungen|artikel)|empfohlen\w*|schlagwörter|themen)\b.{0,40}$"
    ),
    # fr
    (
        rf"{BULLET}(?:(?:sur|dans) le même (?:sujet|thème)|(?:les )?(?:articles )?(?:les )?plus (?:lus|partagés|commentés)|publicité|articles? (?:liés?|similaires|associés)|en (?:lien|rapport)"
        r"|(?:nos )?derni(?:ers|ères) (?:articles|actualités|infos)|recommandé\w*|mots[- ]clés|pour aller plus loin|la rédaction vous conseille)\b.{0,40}$"
    ),
    # es
    (
        rf"{BULLET}(?:(?:noticias|artículos|temas|contenidos?) relacionad[oa]s?|(?:lo )?más (?:leíd[oa]s?|vist[oa]s?|comentad[oa]s?)|publicidad|te (?:puede|podría) interesar|te recomendamos"
        r"|últimas noticias|recomendad[oa]s|etiquetas|más (?:sobre|información|noticias))\b.{0,40}$"
    ),
    # it
    (
        rf"{BULLET}(?:(?:articoli|notizie|contenuti) (?:correlat[ie]|simili)|(?:i )?più (?:letti|visti|commentati)|pubblicità|potrebbe (?:interessarti|anche interessarti)|ultime notizie"
        r"|altre notizie|consigliati|argomenti)\b.{0,40}$"
    ),
    # pt
    (
        rf"{BULLET}(?:(?:notícias|artigos|matérias|conteúdos?) relacionad[oa]s?|(?:as )?mais (?:lid[ao]s|vist[ao]s|acessad[ao]s)|publicidade|últimas notícias|você (?:também )?pode gostar"
        r"|recomendad[oa]s|veja mais|mais (?:sobre|notícias))\b.{0,40}$"
    ),
    # nl, sv, da, no
    rf"{BULLET}(?:meest gelezen|lees meer|gerelateerde artikelen|advertentie|mest läst|relaterade artiklar|annons|mest læste?|mest lest|relaterede artikler|annonce|annonse)\b.{{0,40}}$",
    # ru
    (
        rf"{BULLET}(?:(?:материалы|новости|статьи|ещё|еще) по теме|похожие (?:материалы|новости|статьи)|(?:самое|самые) (?:читаем\w+|популярн\w+|обсуждаем\w+)|популярное|главное за день"
        r"|последние новости|другие новости|новости партн[её]ров|реклама|рекомендуем|теги|выбор редакции)(?!\w).{0,40}$"
    ),
    # uk
    rf"{BULLET}(?:(?:матеріали|новини|статті|більше) (?:за|по) тем(?:ою|і)|схожі (?:матеріали|новини|статті)|(?:най)?популярн\w+|найчитаніш\w+|останні новини|інші новини|новини партнерів|вас (?:також )?може зацікавити|реклама|рекомендуємо|теги)(?!\w).{{0,40}}$",
    # pl
    (
        rf"{BULLET}(?:(?:powiązane|podobne|polecane) (?:artykuły|tematy|wiadomości)|(?:artykuły )?powiązane|naj(?:częściej|chętniej) czytane|najpopularniejsze|najnowsze|reklama|polecane|polecamy|tagi"
        r"|zobacz więcej|więcej (?:na temat|informacji))(?!\w).{0,40}$"
    ),
    # tr
    rf"{BULLET}(?:ilgili (?:haberler|konular|içerikler)|(?:en )?çok (?:okunan|konuşulan)\w*|son dakika haberleri|diğer haberler|benzer haberler|reklam|önerilen\w*|etiketler|editörün seçtikleri)(?!\w).{{0,40}}$",
    # ar, fa, he
    (
        r"^\W*(?:(?:مواضيع|موضوعات|أخبار|مقالات|مواد) (?:ذات صلة|متعلقة|مشابهة|مرتبطة)|(?:المواضيع|الأخبار|المقالات) (?:ذات الصلة|المتعلقة)|الأكثر (?:قراءة|مشاهدة|تداولا|شيوعا)|آخر الأخبار|أحدث الأخبار"
        r"|إعلان|إعلانات|كلمات مفتاحية|وسوم|قد يعجبك أيضا|مطالب مرتبط|پربازدیدترین‌?ها|כתבות נוספות|הנקראות ביותר|פרסומת|עוד בנושא|עוד כתבות|תגיות|אולי יעניין אות(?:ך|כם)|מומלצים).{0,40}$"
    ),
    # th
    (
        r"^\W*(?:(?:ข่าว|บทความ|เรื่อง|แท็ก|เนื้อหา)ที่เกี่ยวข้อง|(?:ข่าว|เรื่อง|บทความ)(?:ยอดนิยม|ล่าสุด|แนะนำ|อื่น ?ๆ)|(?:เรื่องที่)?คุณอาจสนใจ).{0,30}$|^\W*(?:ข่าวเด่น|ยอดนิยม|แท็ก|โฆษณา)\W*$"
    ),
    # vi, id, ms
    (
        rf"{BULLET}(?:tin (?:liên quan|mới nhất|khác|nổi bật)|bài (?:viết )?liên quan|đọc nhiều(?: nhất)?|xem nhiều|có thể bạn quan tâm"
        r"|(?:berita|artikel) (?:terkait|terpopuler|terbaru|lainnya|berkaitan)|pilihan editor)(?!\w).{0,40}$"
        r"|^\W*(?:quảng cáo|chủ đề|từ khóa|terpopuler|terkini|iklan|topik|διαφήμιση|ετικέτες|δημοφιλή)\W*$"
    ),
    # el
    rf"{BULLET}(?:σχετικ(?:ά|ές) (?:άρθρα|ειδήσεις|θέματα)|περισσότερα (?:νέα|άρθρα)|τελευταίες ειδήσεις|ροή ειδήσεων)(?!\w).{{0,40}}$",
    # ko
    (
        r"^\W*(?:관련\s?(?:기사|뉴스)|많이\s?본\s?(?:뉴스|기사)|인기\s?(?:뉴스|기사)|추천\s?(?:뉴스|기사)|주요\s?(?:뉴스|기사)|최신\s?(?:뉴스|기사)"
        r"|실시간\s?(?:뉴스|인기)|지금 뜨는|핫\s?뉴스|이 시간|광고).{0,20}$"
    ),
    # ja
    r"^\W*(?:関連(?:記事|ニュース|リンク|トピックス)|おすすめ(?:記事|の記事)?|アクセスランキング|(?:人気|新着|最新)(?:記事|ニュース|ランキング)|よく読まれている記事|ランキング|広告|注目(?:記事|ニュース)|キーワード|トップニュース).{0,16}$",
    # zh
    r"^\W*(?:相[关關](?:阅读|閱讀|新闻|新聞|文章|链接|報導|报道)|(?:热门|熱門|推荐|推薦|最新|精彩)(?:文章|新闻|新聞|阅读|閱讀|推荐|推薦|资讯|資訊|评论)|猜你喜欢|点击排行|阅读排行|热搜|广告|廣告|[标標][签籤]|編輯推薦).{0,16}$",
)
"""Headings of boxes."""

ALSO = (
    (
        r"^\W*(?:lesen sie auch|lesen sie (?:hier )?mehr|mehr dazu|lire aussi|à lire aussi|à lire|à voir aussi|lire également|voir aussi|lee también|lea también|le(?:a|e) (?:además|más)"
        r"|leggi anche|leggi (?:l[’']articolo|tutto)|vedi anche|leia também|leia mais|veja também|saiba mais|lees ook|bekijk ook|läs också|læs også|les også)(?!\w).{0,200}(?<!\.)$"
    ),
    (
        r"^\W*(?:читайте также|читать также|читайте далее|смотрите также|подробнее|читайте також|дивіться також|докладніше|читайте ще|czytaj (?:także|też|więcej)|zobacz (?:także|też|również)"
        r"|przeczytaj (?:także|też|również)|ayrıca (?:oku|bak)\w*|bunlar da ilginizi çekebilir|ilginizi çekebilir)(?!\w).{0,200}(?<!\.)$"
    ),
    r"^\W*(?:อ่าน(?:เพิ่มเติม|ข่าวต้นฉบับ|ต่อ|ข่าวอื่น)|ดูเพิ่มเติม|ข่าวที่น่าสนใจ).{0,120}$",
    (
        r"^\W*(?:xem thêm|đọc thêm|đọc tiếp|baca juga|baca selengkapnya|lihat juga|simak juga|διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμη)|lue myös|katso myös)(?!\w).{0,200}(?<!\.)$"
    ),
    r"^\W*(?:اقرأ (?:أيض[اًا]+|ايضا|المزيد)|إقرأ أيضا|طالع أيضا|شاهد أيضا|المزيد عن|בנוסף|קראו גם|بیشتر بخوانید)(?!\w).{0,200}(?<!\.)$",
    r"^\W*(?:あわせて読みたい|合わせて読みたい|【関連】|関連[:：]|続きを読む|もっと見る|こちらも読む|延伸阅读|延伸閱讀|更多(?:内容|阅读|新闻)|阅读更多|閱讀更多|另请参阅|[☞▶]\s?관련|▶).{0,120}(?<![.。])$",
)
"""Lines that send the reader to another report, its headline and all."""

ASKS = (
    # newsletters, subscriptions, followers
    (
        r"^\W*(?:newsletter\b|abonnieren|jetzt (?:anmelden|abonnieren|registrieren)|anmelden|registrieren|(?:inscri(?:vez|s)|abonne[zr]?)[- ](?:vous|toi)|s[’']abonner|je m[’']abonne|suscr[ií]b\w+|reg[ií]strate|inicia sesión"
        r"|iscrivi\w*|abbona\w*|assine|inscreva-se|cadastre-se|schrijf je in|prenumerera|abonner|siga-nos|síguenos|seguici|folgen sie uns|suivez[- ]nous)(?!\w).{0,90}$"
    ),
    (
        r"^\W*(?:подпи(?:шитесь|сывайтесь|саться|ска)|присоединяйтесь|следите за|войти|зарегистрир\w+|підпи(?:шіться|суйтесь|сатися)|приєднуйтесь|стежте за|zapisz się|subskrybuj|zaloguj|zarejestruj|obserwuj nas|śledź nas"
        r"|bizi takip|takip edin|bizi .{2,20} takip)(?!\w).{0,90}$"
    ),
    r"^.{0,60}\b(?:abone ol\w*|bültenimiz\w*|(?:newsletter|mailingliste) (?:abonnieren|bestellen))\W*$",
    r"^\W*(?:اشترك(?:وا)?|تابعنا|تابعونا|سجل الآن|تسجيل الدخول|حمل التطبيق|ה?י?רשמו ל|התחברות|התחברו|שתפו|עקבו אחרינו|عضو شوید).{0,90}$",
    r"^\W*(?:สมัคร(?:รับ|สมาชิก)|ติดตาม(?:เรา|ข่าว)|เข้าสู่ระบบ|ลงทะเบียน|กดติดตาม).{0,50}$|^\W*(?:แชร์|พิมพ์|คัดลอกลิงก์).{0,12}$",
    (
        r"^\W*(?:đăng ký (?:nhận|ngay|tài khoản)|đăng nhập|theo dõi (?:chúng tôi|trên)|daftar (?:sekarang|gratis)|berlangganan|ikuti (?:kami|berita)"
        r"|εγγραφείτε|ακολουθήστε (?:μας|το)|tilaa uutiskirje)(?!\w)[^.]{0,60}$"
        r"|^\W*(?:chia sẻ|bagikan|masuk|σύνδεση|κοινοποίηση|jaa|dela|kirjaudu)(?: (?:artikel\w*|bài.{0,10}|på|ke|di|facebook|twitter|whatsapp).{0,20})?\W*$"
    ),
    # the rest of a site: terms, sound, what only subscribers may read
    (
        r"^\W*(?:política de (?:privacidad|cookies)|aviso legal|iniciar sesión|escucha(?:r)? (?:el |este )?artículo|mentions légales|se connecter|réservé aux abonnés|article réservé.{0,20}|écouter l[’']article|datenschutz(?:erklärung)?|impressum"
        r"|artikel (?:an|vor)hören|artikel vorlesen|(?:zur )?startseite|accedi|riproduzione riservata|informativa sulla privacy|ascolta l[’']articolo|entrar|política de privacidade|ouvir (?:a )?(?:notícia|matéria)"
        r"|увійти|слухати статтю|слушать статью|giriş yap|üye ol|haberin devamı|gizlilik politikası|dalsz(?:y ciąg|a część) (?:artykułu|tekstu).{0,30}|polityka prywatności|posłuchaj artykułu|会員限定記事|この記事は(?:有料)?会員限定です)\W*$"
    ),
    r"^\W*(?:continua (?:após a|depois da) publicidade|continua dopo la pubblicità|la suite après cette publicité|sigue leyendo|(?:el )?artículo continúa (?:después|debajo).{0,30}|advertisement - scroll to continue|после рекламы|продолжение (?:после|ниже).{0,20}|reklam(?:dan)? sonra.{0,20})\W*$",
    r"^\W*(?:기사\s?더\s?보기|더\s?보기|전체\s?보기|點我看更多|点击查看更多|查看更多|看更多|展开全文|展開全文)\W*$",
    r"^.{0,30}(?:メールマガジン|メルマガ|ニュースレター).{0,20}$|^.{0,16}(?:会員登録|無料登録|ログイン|購読する|フォローする|お申し込み).{0,8}$",
    r"^\W*(?:订阅|訂閱|关注我们|關注我們|扫码|扫一扫|掃碼|下载.{0,8}客户端|登录|登錄|注册|註冊|点击(?:订阅|关注|下载)).{0,30}$",
    r"^.{0,24}(?:뉴스레터|구독).{0,16}(?:하기|신청|하세요|받기)\W*$",
    # sharing
    (
        r"^\W*(?:(?:auf|bei|über|per|via|in|sur|su|no|na|en|por|w|на|в|у|على|عبر)\s)?(?:\w+\s)?(?:teilen|weiterleiten|merken|drucken|partager|imprimer|compartir|imprimir|condividi|stampa|compartilh(?:ar|e)|partilhar|delen"
        r"|поделиться|поділитися|udostępnij|drukuj|شارك|مشاركة|طباعة|اطبع)(?: (?:auf|bei|via|sur|su|no|na|en|w|на|в|у|على|عبر|diesen|cet|este|questo|tego|la|el|il|o)\b.{0,40}|\s?:.{0,30})?\W*$"
    ),
    r"^\W*(?:facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail)\W*(?:[’']?(?:ta|te|da|de|ile))?\s(?:paylaş\w*|gönder\w*)\W*$|^\W*(?:paylaş|yazdır)\W*$",
    r"^.{0,20}(?:(?:を|で)シェア(?:する)?|シェアする|ツイートする|共有する|ブックマーク|印刷する)\W*$|^\W*(?:分享(?:到|至|给)?|转发|轉發|收藏|点赞|打印|列印).{0,12}$",
    r"^.{0,16}(?:페이스북|트위터|카카오톡|카카오스토리|네이버|밴드|메일|url).{0,8}(?:공유|보내기|복사).{0,6}$",
    # who made it, as lines of their own
    r"^\W*(?:责任编辑|責任編輯|责编|编辑|編輯|审核|校对|监制|来源|來源|作者系|原标题|出典|編集|編集部|校閲|제보|출처|redaktion|redazione|redacción|rédaction|edición|источник|джерело|źródło|kaynak|المصدر|تحرير)\s?[:：].{0,60}$",
)
"""Invitations, wherever they stand."""

COOKIES = {
    "cookie|çerez|쿠키|クッキー|ملفات تعريف": (
        r"\b(?:we|wir|nous) (?:and our partners |und unsere partner |et nos partenaires )?(?:use|verwenden|nutzen|setzen|utilisons)\b|\b(?:site|website|webseite|seite|sitio|sito|página|sayfa|strona|сайт)\b.{0,24}"
        r"(?:uses?|verwendet|nutzt|utilise|utiliza|usa|utilizza|использует|використовує|używa|korzysta|kullan)|\b(?:utilizamos|usamos|utilizziamo|usiamo|используем|використовуємо|używamy|gebruiken|använder|bruger|bruker)\b"
        r"|kullan(?:ıyoruz|maktayız|ılmaktadır)|를 사용|を使用|を利用|نستخدم|يستخدم|\b(?:accept|akzeptieren|accepter|aceptar|accetta|aceitar|принять|прийняти|akceptuj|kabul)\w* .{0,20}(?:cookie|çerez)"
    ),
    "cookie": r"(?:使用|接受).{0,4}cookie|cookie.{0,4}(?:政策|設定|设置|ポリシー)",
}
"""Words of a notice about cookies, and what the site says with them in its own name."""

COMMENTS = (
    (
        rf"{BULLET}(?:\d*\s?(?:kommentare?|commentaires?|comentarios?|commenti|comentários?|reacties|комментари(?:и|ев|й)|коментарі?|komentarz(?:e|y)?|yorumlar?|التعليقات|تعليقات|コメント|댓글|评论|評論|网友评论|發表評論|发表评论)"
        r"|kommentar (?:schreiben|verfassen)|diskutieren sie mit|(?:laisser|ajouter) un commentaire|réagir|deja (?:un|tu) comentario|lascia un commento|deixe (?:um|o seu|seu) comentário"
        r"|(?:оставить|добавить|написать) комментарий|обсудить|(?:залишити|додати) коментар|(?:dodaj|napisz) komentarz|skomentuj|yorum (?:yap|yaz|ekle)\w*|(?:أضف|اترك|اكتب) تعليق\w*|コメント(?:を書く|する|を投稿)|댓글.{0,12}|הוס(?:ף|יפו) תגובה|תגובות|แสดงความคิดเห็น|ความคิดเห็น|bình luận|ý kiến bạn đọc|komentar|tulis komentar|σχόλια|σχολιάστε|kommentarer|kommentit)"
        r"(?:\s?\(\d+\))?\W*$"
    ),
)
RIGHTS = (
    "alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|все права защищены"
    "|усі права захищені|всі права захищені|wszelkie prawa zastrzeżone|tüm hakları saklıdır|her hakkı saklıdır|جميع الحقوق محفوظة|כל הזכויות שמורות|版权所有|版權所有|無断転載|禁无断|禁止转载|不得转载|严禁转载|สงวนลิขสิทธิ์|hak cipta dilindungi|με την επιφύλαξη παντός δικαιώματος|kaikki oikeudet pidätetään|alla rättigheter förbehållna"
)

CAPTIONS = (
    r"^\W?(?:foto|fotos|photo|bild|grafik|fotografía|imagen|immagine|imagem|фото|фотография|світлина|zdjęcie|fotoğraf|görsel|صورة|الصورة|تصوير|写真|画像|図|图|圖|图片|圖片|资料图|사진|ภาพ|ảnh|foto(?:grafer)?|צילום|φωτο(?:γραφία)?|kuva)\s?[:：=＝]\s?\S",
    r"^(?:fot\.|crédits?(?: photo)?\s?:|crédito\s?:|foto di |foto de |图为|圖為|资料图|資料照|archivfoto|symbolbild|foto d[’']archivio|foto de archivo|архивное фото|архівне фото)",
)

BIOS = {
    "ist |sind ": r"\b(?:ist|sind) (?:\w+ ){0,4}(?:(?:\w*redakteur|\w*korrespondent|journalist|\w*reporter|volontär|autor)(?:in|en|innen)?)\b",
    "est ": r"\best (?:une? )?(?:[\w-]+ ){0,2}(?:journaliste|correspondante?|rédact(?:eur|rice)|reporter|grand reporter|chroniqueu(?:r|se))\b",
    "es ": r"\bes (?:una? |la |el )?(?:\w+ ){0,2}(?:periodista|corresponsal|redactora?|reportera?|columnista)\b",
    "è ": r"\bè (?:una? |un[’']|la |il )?(?:\w+ ){0,2}(?:giornalista|corrispondente|redattore|redattrice|inviat[oa])\b",
    "é ": r"\bé (?:uma? |a |o )?(?:\w+ ){0,2}(?:jornalista|correspondente|rep[oó]rter|colunista|editora?)\b",
    "—|–|-": r"\s[—–-]\s(?:[\w-]+ ){0,2}(?:корреспондент|журналист|обозревател|редактор|кореспондент|журналіст|оглядач)\w*",
    "jest ": r"\bjest (?:\w+ ){0,2}(?:dziennikar|reporter|korespondent|redaktor|publicyst)\w*",
    "muhabir|yazar|gazeteci": r"(?:muhabir|yazar|gazeteci)[ıi]?d[ıi]r\b|\b(?:gazetesi|ajansı|sitesi) (?:muhabiri|yazarı)\W*$",
    "صحفي|صحافي|مراسل|كاتب|محرر": r"(?:صحفي|صحافي|مراسل|كاتب|محرر)ة?(?: \w+)? (?:في|لدى|مقيمة?|متخصصة?)\s",
    "пишет ": r"^[а-яё-]+(?: [а-яё.-]+){1,2} пишет (?:об?|про) .{3,90} (?:с \d{4} года|для )",
    "기자는 ": r"^[가-힣]{2,4} 기자는 .{2,60}(?:취재|담당|출입)(?:한다|하고 있다|해\s?왔다)\.?$",
    "記者|特派員|編集委員": r"[)）]\s?.{0,12}(?:記者|特派員|編集委員|論説委員)。",
}
