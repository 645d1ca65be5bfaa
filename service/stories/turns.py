"""Words for turns of events: by one of them a sentence may say the opposite of what was told.

`Parliament approved the bill` and `Parliament rejected the bill` share nearly all their words. Words of one turn
are the same thing, in every language: who was told that twelve died knows that twelve were killed. They are
compared by their terms, so that the forms of a word need not all stand here.
"""

from collections.abc import Mapping
from functools import cache

from service.stories.terms import fold, terms_of


_ROWS = """
death en killed kills died dead death fatal dies killing deaths deadly
death de tot tote toten getötet starb gestorben todesopfer
death fr mort morts tué tués tuant décès
death es muerto muertos murió muerte fallecido mató mataron matar
death it morto morti ucciso
death pt mortos morreu mortes
death pl zginął zabity zmarł
death tr öldü ölü
death ru погиб погибли погибших умер убит убиты смерть
death ar قتل قتلى مقتل وفاة توفي
death ko 사망 숨졌 숨진 숨지 사망자
death ja 死亡 死者 死去 遇难 丧生 身亡
death zh 死亡 死者 死去 遇难 丧生 身亡
injury en injured injuring wounded wounding hurt
injury de verletzt verletzte verletzten verletzen
injury fr blessé blessés blessant
injury es herido heridos hirió hirieron herida
injury it ferito feriti
injury pt feridos ferido
injury pl ranny ranni
injury tr yaralı yaralandı
injury ru ранен ранены пострадали
injury ar جرح جرحى إصابة
injury ko 부상 다쳤 다친
injury ja 負傷 けが 怪我 受伤
injury zh 負傷 怪我 受伤
arrest en arrested detained custody
arrest de festgenommen verhaftet
arrest fr arrêté arrêtés interpellé interpellés
arrest es detenido detenidos arrestado detuvo detuvieron arrestó
arrest it arrestato
arrest pt preso presos detido
arrest pl aresztowany zatrzymany
arrest tr tutuklandı gözaltına
arrest ru арестован задержан задержаны
arrest ar اعتقال اعتقل
arrest ko 체포 구속
arrest ja 逮捕 拘束 被捕 拘留
arrest zh 逮捕 拘束 被捕 拘留
release en released freed
release de freigelassen
release fr libéré libérés relâché relâchés
release es liberado liberados liberó liberaron
release it rilasciato
release pl zwolniony
release tr serbest
release ru освобожден освобождены отпущен
release ar إطلاق سراح أفرج
release ko 석방 풀려
release ja 釈放 解放 获释 释放
release zh 釈放 解放 获释 释放
approval en approved adopted ratified endorsed
approval de gebilligt angenommen verabschiedet
approval fr approuvé adopté ratifié
approval es aprobado aprobó
approval it approvato
approval pl zatwierdził
approval tr onayladı
approval ru одобрил одобрен принят утвердил
approval ar وافق أقر موافقة
approval ko 승인 가결 통과 비준
approval ja 承認 可決 採択 批准 通过
approval zh 承認 可決 採択 批准 通过
refusal en rejected refused vetoed blocked denies denied
refusal de abgelehnt verweigert
refusal fr rejeté refusé démenti
refusal es rechazó rechazado
refusal it respinto
refusal pl odrzucił
refusal tr reddetti
refusal ru отклонил отказался отверг опроверг
refusal ar رفض نفى
refusal ko 거부 부결 거절 부인
refusal ja 拒否 否決 否定 拒绝 否决 否认
refusal zh 拒否 否決 否定 拒绝 否决 否认
confirmation en confirmed confirms
confirmation de bestätigt bestätigte
confirmation fr confirmé
confirmation es confirmó confirmado
confirmation it confermato
confirmation pl potwierdził
confirmation tr doğruladı
confirmation ru подтвердил подтвердили
confirmation ar أكد أكدت
confirmation ko 확인
confirmation ja 確認 证实 确认
confirmation zh 確認 证实 确认
resignation en resigned resigns resignation
resignation de zurückgetreten rücktritt
resignation fr démissionné démission
resignation es dimitió dimisión
resignation it dimesso dimissioni
resignation pl rezygnacja
resignation tr istifa
resignation ru отставка отставку подал
resignation ar استقال استقالة
resignation ko 사임 사퇴
resignation ja 辞任 辞職 辞职
resignation zh 辞任 辞職 辞职
dismissal en fired sacked dismissed ousted
dismissal de entlassen
dismissal fr limogé
dismissal es destituido cesado
dismissal it licenziato
dismissal pl odwołany
dismissal tr görevden
dismissal ru уволен отстранен
dismissal ar أقال إقالة
dismissal ko 해임 경질 파면
dismissal ja 解任 更迭 罢免 撤职 免职
dismissal zh 解任 更迭 罢免 撤职 免职
appointment en appointed nominated sworn
appointment de ernannt
appointment fr nommé
appointment es nombrado
appointment it nominato
appointment pl mianowany
appointment tr atandı
appointment ru назначен
appointment ar عين تعيين
appointment ko 임명 취임
appointment ja 任命 就任
appointment zh 任命 就任
charge en charged indicted accused prosecuted
charge de angeklagt
charge fr inculpé accusé
charge es acusado imputado
charge it accusato
charge pl oskarżony
charge tr suçlandı
charge ru обвинен обвинение
charge ar اتهم اتهام
charge ko 기소
charge ja 起訴 起诉 指控
charge zh 起訴 起诉 指控
conviction en convicted sentenced guilty jailed
conviction de verurteilt
conviction fr condamné
conviction es condenado
conviction it condannato
conviction pl skazany
conviction tr mahkum
conviction ru осужден приговорен
conviction ar حكم إدانة
conviction ko 유죄 선고
conviction ja 有罪 判決 判处 定罪
conviction zh 有罪 判決 判处 定罪
acquittal en acquitted
acquittal de freigesprochen
acquittal fr acquitté
acquittal es absuelto
acquittal it assolto
acquittal pl uniewinniony
acquittal tr beraat
acquittal ru оправдан
acquittal ar براءة
acquittal ko 무죄
acquittal ja 無罪 无罪
acquittal zh 無罪 无罪
end en cancelled canceled scrapped abandoned suspended halted
end de abgesagt ausgesetzt
end fr annulé suspendu
end es cancelado suspendido
end it annullato sospeso
end pl odwołano zawieszono
end tr iptal askıya
end ru отменен отменили приостановлен
end ar إلغاء تعليق
end ko 취소 중단 폐지
end ja 中止 停止 取消 暂停
end zh 中止 停止 取消 暂停
delay en postponed delayed
delay de verschoben
delay fr reporté
delay es aplazado retrasado
delay it rinviato
delay pl przełożono
delay tr ertelendi
delay ru отложен перенесен
delay ar تأجيل
delay ko 연기
delay ja 延期 推迟
delay zh 延期 推迟
resumption en resumed reopened restarted
resumption de wiederaufgenommen wiedereröffnet
resumption fr repris rouvert
resumption es reanudado reabierto
resumption it ripreso
resumption pl wznowiono
resumption tr yeniden
resumption ru возобновлен
resumption ar استئناف
resumption ko 재개
resumption ja 再開 恢复 重启
resumption zh 再開 恢复 重启
agreement en agreed signed deal treaty
agreement de vereinbart unterzeichnet
agreement fr accord signé
agreement es acuerdo firmado
agreement it accordo firmato
agreement pl porozumienie
agreement tr anlaşma imzaladı
agreement ru договорились подписан подписали
agreement ar اتفاق وقع
agreement ko 합의 서명 체결
agreement ja 合意 署名 協定 协议 签署
agreement zh 合意 署名 協定 协议 签署
collapse en collapsed failed
collapse de gescheitert eingestürzt
collapse fr échoué effondré
collapse es fracasó colapsó
collapse it fallito crollato
collapse pl upadł
collapse tr çöktü
collapse ru провалились рухнул
collapse ar انهار فشل
collapse ko 결렬 붕괴 실패
collapse ja 決裂 崩壊 破裂 倒塌
collapse zh 決裂 崩壊 破裂 倒塌
attack en attacked struck strike shelled bombed fired
attack de angegriffen beschossen
attack fr attaqué bombardé
attack es atacado bombardeado
attack it attaccato
attack pl zaatakował
attack tr saldırdı
attack ru атакован обстрел удар
attack ar هجوم قصف أطلق
attack ko 공격 포격 발사
attack ja 攻撃 砲撃 発射 袭击 攻击 发射
attack zh 攻撃 砲撃 発射 袭击 攻击 发射
blast en exploded blast bomb explosion
blast de explodiert
blast fr explosion explosé
blast es explosión estalló
blast it esploso
blast pl wybuch
blast tr patlama
blast ru взрыв взорвался
blast ar انفجار
blast ko 폭발
blast ja 爆発 爆炸
blast zh 爆発 爆炸
missing en missing
missing de vermisst
missing fr disparu disparus
missing es desaparecido
missing it disperso
missing pl zaginął
missing tr kayıp
missing ru пропал пропали
missing ar مفقود مفقودين
missing ko 실종
missing ja 行方不明 失踪
missing zh 行方不明 失踪
rescue en rescued
rescue de gerettet
rescue fr secouru sauvé
rescue es rescatado
rescue it salvato
rescue pl uratowany
rescue tr kurtarıldı
rescue ru спасен спасли
rescue ar إنقاذ
rescue ko 구조
rescue ja 救助 救出 获救
rescue zh 救助 救出 获救
evacuation en evacuated
evacuation de evakuiert
evacuation fr évacué
evacuation es evacuado
evacuation it evacuato
evacuation pl ewakuowano
evacuation tr tahliye
evacuation ru эвакуирован эвакуировали
evacuation ar إجلاء
evacuation ko 대피
evacuation ja 避難 疏散 撤离
evacuation zh 避難 疏散 撤离
ban en banned outlawed prohibited sanctions
ban de verboten sanktionen
ban fr sanctions interdit
ban es prohibido
ban it vietato
ban pl zakazano sankcje
ban tr yasakladı yaptırım
ban ru запрещен запретили санкции
ban ar حظر عقوبات
ban ko 금지 제재
ban ja 禁止 制裁
ban zh 禁止 制裁
victory en wins winner victory
victory de gewonnen sieg
victory fr remporté victoire
victory es ganó victoria
victory it vinto vittoria
victory pl wygrał
victory tr kazandı
victory ru победил победа
victory ar فاز فوز
victory ko 승리 우승 당선
victory ja 当選 優勝 勝利 获胜 当选
victory zh 当選 優勝 勝利 获胜 当选
defeat en lost loses defeat defeated
defeat de verloren niederlage
defeat fr perdu défaite
defeat es perdió derrota
defeat it perso sconfitta
defeat pl przegrał
defeat tr kaybetti
defeat ru проиграл поражение
defeat ar خسر هزيمة
defeat ko 패배 낙선
defeat ja 敗北 落選 败选
defeat zh 敗北 落選 败选
rise en rose rises raised increased
rise de gestiegen erhöht
rise fr augmenté hausse
rise es subió aumentó
rise it aumentato
rise pl wzrósł
rise tr yükseldi
rise ru вырос повысил
rise ar ارتفع زيادة
rise ko 상승 인상 증가
rise ja 上昇 増加 引き上げ 上涨 提高
rise zh 上昇 増加 上涨 提高
fall en fell lowered decreased falls
fall de gesunken gesenkt
fall fr baissé baisse
fall es bajó redujo
fall it diminuito calato
fall pl spadł
fall tr düştü
fall ru упал снизил
fall ar انخفض خفض
fall ko 하락 인하 감소
fall ja 下落 減少 引き下げ 下跌 降低
fall zh 下落 減少 下跌 降低
withdrawal en withdrew withdrawn
withdrawal de abgezogen zurückgezogen
withdrawal fr retiré retrait
withdrawal es retiró retirada
withdrawal it ritirato
withdrawal pl wycofał
withdrawal tr çekildi
withdrawal ru отозван вывел
withdrawal ar انسحب سحب
withdrawal ko 철수 철회
withdrawal ja 撤退 撤回 撤军 撤走
withdrawal zh 撤退 撤回 撤军 撤走
start en launched begins began started opened
start de begonnen gestartet
start fr lancé commencé
start es lanzado comenzó
start it iniziato avviato
start pl rozpoczął
start tr başladı
start ru начал началась запустил
start ar بدأ إطلاق
start ko 개시 착수 시작
start ja 開始 着手 开始 启动
start zh 開始 着手 开始 启动
closure en closed closes closing closure shut
closure de geschlossen schloss schließt schließung
closure fr fermé ferme fermeture
closure es cerrado cerró cierre
closure it chiuso chiusura
closure pt fechado fechou fechamento
closure pl zamknięty zamknął zamknięcie
closure tr kapatıldı kapattı
closure ru закрыл закрыт закрыли закрытие
closure ar إغلاق أغلق أغلقت
closure ko 폐쇄 폐점
closure ja 閉鎖 閉店
closure zh 关闭 關閉 封闭
search en search searched hunt hunting
search de sucht gesucht fahndet fahndung
search fr recherche recherché recherchent
search es busca buscan búsqueda
search it cerca ricercato
search pt procura procuram buscas
search pl poszukuje poszukiwany
search tr arıyor aranıyor
search ru разыскивает розыск ищет ищут
search ar تبحث يبحث البحث
search ko 수색 수배
search ja 捜索 捜査 指名手配
search zh 搜索 搜寻 通缉
purchase en bought buys purchased acquired acquires
purchase de gekauft kaufte kauft erwarb erworben
purchase fr acheté achète racheté acquis
purchase es compró comprado compra adquirió
purchase it acquistato comprato
purchase pt comprou comprado adquiriu
purchase pl kupił kupiła
purchase ru купил купила приобрел
purchase ar اشترى اشترت شراء
purchase ko 매입 구매 인수
purchase ja 購入 買収
purchase zh 购买 收购 購買
sale en sold sells selling
sale de verkauft verkaufte verkauft
sale fr vendu vend
sale es vendió vendido vende
sale it venduto
sale pt vendeu vendido
sale pl sprzedał sprzedała
sale ru продал продала продали
sale ar باع باعت بيع
sale ko 매각 판매
sale ja 売却 販売
sale zh 出售 售卖 转让
"""
"""A turn, a language, and words for it there."""


@cache
def turns(language: str) -> Mapping[str, str]:
    """Give the turns that the terms of a language tell; a term that two turns have tells neither."""
    found: dict[str, set[str]] = {}
    for row in _ROWS.split("\n"):
        turn, _, rest = row.partition(" ")
        if rest.startswith(f"{language} "):
            for term in (term for word in rest.split()[1:] for term in terms_of(fold(word))):
                found.setdefault(term, set()).add(turn)
    return {term: turns.pop() for term, turns in found.items() if len(turns) == 1}
