"""Invented events in several languages, each told three times in a few words, beside events like it."""

from collections.abc import Mapping


EVENTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "en": (
        ("Ferry sinks off Hallam, 40 missing", "Forty missing after Hallam ferry sinking", "Divers search sunken ferry near Hallam"),
        ("Bank of Tessaro raises interest rates to 5%", "Tessaro central bank lifts rates again", "Rate rise by Tessaro's bank surprises markets"),
        ("Lorvany parliament dissolved ahead of vote", "President dissolves Lorvany's parliament", "Lorvany to vote after parliament is dissolved"),
        ("Dunmarrow museum reopens after fire", "Museum in Dunmarrow open again, a year after blaze", "Visitors return to Dunmarrow's burnt museum"),
    ),
    "de": (
        ("Fähre sinkt vor Hallam, 40 Vermisste", "Vierzig Vermisste nach Untergang der Fähre bei Hallam", "Taucher suchen nach der gesunkenen Hallam-Fähre"),
        ("Zentralbank von Tessaro hebt Leitzins auf 5 Prozent", "Leitzins steigt: Tessaros Zentralbank überrascht", "Märkte erschrecken über Zinsschritt der Zentralbank in Tessaro"),
        ("Präsident löst Parlament in Lorvany auf", "Lorvanys Parlament aufgelöst, Neuwahlen im Mai", "Neuwahlen in Lorvany nach Auflösung des Parlaments"),
        ("Museum von Dunmarrow öffnet nach Brand wieder", "Ein Jahr nach dem Brand: Dunmarrows Museum geöffnet", "Besucher kehren ins Museum Dunmarrow zurück"),
    ),
    "es": (
        ("Se hunde un ferri frente a Hallam: 40 desaparecidos", "Cuarenta desaparecidos tras hundirse el ferri de Hallam", "Buzos buscan el ferri hundido cerca de Hallam"),
        ("El banco central de Tessaro sube los tipos al 5%", "Tessaro: su banco central eleva de nuevo los tipos", "La subida de tipos de Tessaro sorprende a los mercados"),
        ("El presidente disuelve el Parlamento de Lorvany", "Lorvany votará en mayo tras disolverse el Parlamento", "Disuelto el Parlamento lorvanés, elecciones en Lorvany"),
        ("Reabre el museo de Dunmarrow tras el incendio", "El museo incendiado de Dunmarrow abre un año después", "Vuelven los visitantes al museo de Dunmarrow"),
    ),
    "ru": (
        ("Паром затонул у Халлама, 40 пропавших", "Сорок человек пропали без вести после крушения парома в Халламе", "Водолазы ищут затонувший паром под Халламом"),
        ("Центробанк Тессаро поднял ставку до 5%", "Ставка Центробанка Тессаро снова выросла", "Рынки удивлены решением тессарского Центробанка по ставке"),
        ("Президент Лорвании распустил парламент", "Парламент Лорвании распущен, выборы в мае", "Лорванию ждут выборы после роспуска парламента"),
        ("Музей Данмарроу открылся после пожара", "Через год после пожара открыт музей в Данмарроу", "Посетители вернулись в музей Данмарроу"),
    ),
    "ko": (
        ("할람 앞바다에서 여객선 침몰, 40명 실종", "여객선 침몰로 할람서 40명 실종", "할람 여객선 침몰 현장에 잠수사 투입"),
        ("테사로 중앙은행, 기준금리 5%로 인상", "테사로 기준금리 또 올랐다…중앙은행 결정", "테사로 중앙은행의 금리 인상에 시장 충격"),
        ("로르바니 대통령, 의회를 해산", "로르바니 의회 해산…5월 총선", "의회 해산 뒤 로르바니 총선 국면"),
        ("던매로 박물관, 화재 뒤 다시 문 열어", "화재 1년 만에 던매로 박물관 재개관", "던매로 박물관에 관람객이 돌아왔다"),
    ),
    "ja": (
        ("ハラム沖でフェリー沈没、40人不明", "フェリー沈没、ハラムで40人が行方不明", "ハラムの沈没フェリーを潜水士が捜索"),
        ("テッサロ中央銀行、政策金利を5%に引き上げ", "テッサロの政策金利引き上げ、中央銀行が決定", "テッサロ中央銀行の利上げに市場が驚き"),
        ("ロルバニ大統領が議会を解散", "ロルバニ議会解散、5月に総選挙", "議会解散でロルバニは総選挙へ"),
        ("ダンマロー博物館、火災から再開", "火災から1年、ダンマローの博物館が再開", "ダンマロー博物館に来館者戻る"),
    ),
    "zh": (
        ("渡轮在哈拉姆外海沉没 40人失踪", "哈拉姆渡轮沉没事故致40人失踪", "潜水员搜寻哈拉姆沉没渡轮"),
        ("泰萨罗央行加息至5%", "泰萨罗央行再次加息", "泰萨罗央行意外加息震动市场"),
        ("洛瓦尼总统解散议会", "洛瓦尼议会被解散 5月选举", "议会解散后洛瓦尼将举行选举"),
        ("邓马罗博物馆火灾后重新开放", "火灾一年后 邓马罗博物馆重开", "参观者重返邓马罗博物馆"),
    ),
    "ar": (
        ("غرق عبارة قبالة هلام وفقدان 40 شخصا", "فقدان أربعين شخصا بعد غرق العبارة في هلام", "غواصون يبحثون عن العبارة الغارقة قرب هلام"),
        ("البنك المركزي في تيسارو يرفع الفائدة إلى 5%", "تيسارو: رفع جديد للفائدة من البنك المركزي", "رفع الفائدة في تيسارو يفاجئ الأسواق"),
        ("الرئيس يحل برلمان لورفاني", "حل البرلمان في لورفاني وانتخابات في مايو", "لورفاني تستعد للانتخابات بعد حل البرلمان"),
        ("متحف دونمارو يفتح أبوابه بعد الحريق", "بعد عام على الحريق متحف دونمارو مفتوح", "الزوار يعودون إلى متحف دونمارو"),
    ),
}  # fmt: skip
