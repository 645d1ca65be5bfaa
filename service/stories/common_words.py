"""Folded words that a sentence may have without saying anything new by them, or that turn what it says."""

_DENIALS = """
not no never nor neither without cannot nicht kein keine keinen keinem keiner nie niemals ohne weder pas jamais aucun aucune sans
nunca jamas sin ningun ninguna ninguno non mai senza nessun nessuno nao sem не нет ни без никогда ні nie bez nigdy
degil yok لا لم لن ليس ليست دون غير
"""
DENIALS = frozenset(_DENIALS.split())
DENYING = "않|없|못[했한하할]|아니|なかった|ない|ません|不|没|沒|未|尚无|並非|并非"
"""A pattern: parts of words of scripts without blanks, or whose words take endings."""
_AGENCIES = """
reuters yonhap xinhua kyodo interfax bloomberg afp dpa tass ria ap efe ansa anadolu kcna pti ani jiji belga apa tanjug
reuter newsis news1 unian ukrinform agence associated press
"""
AGENCIES = frozenset(_AGENCIES.split())
"""Who carried it is said elsewhere."""
_DAYS = """
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi
giovedi venerdi
"""
_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
jan feb mar apr may jun jul aug sept oct nov dec
januar februar marz april mai juni juli august september oktober november dezember
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
"""
MONTHS = {
    word: number
    for row in _MONTHS.strip().splitlines()
    for number, word in enumerate(row.split(), 1)
}
CALENDAR = frozenset(MONTHS) | frozenset(_DAYS.split())
DAY_SIGNS = ("日", "일", "号")
"""What follows the day of a month where months are numbers."""
