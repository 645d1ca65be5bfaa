"""What was told, and how another outlet says it: a paraphrase, or nearly the same words with another meaning.

Invented, each row by itself. `=` marks what its reader knows, `!` what is new though its words were told; `~` what
is known and told again all the same, and `-` what is new and is missed: nobody has found a safe way yet.
"""

Row = tuple[str, str, tuple[str, ...]]
"""Language, what was told, and what came later."""

_COURT = "The mining company Halvane sued the port authority of Selen on Monday over the dredging contract. The authority's director, Anna Orlov, said she was surprised."
_VISIT = "President Maren will visit Tessaro in March, his office announced on Friday. He is expected to sign an agreement on grain exports worth 40 million crowns."
_FIRE = "A fire destroyed a warehouse near the harbour of Dunmarrow early on Tuesday, injuring three firefighters. Police detained a 34-year-old night watchman. The cause is not known."

EN: tuple[Row, ...] = (
    ("en", _COURT, (
        "=Selen's port authority was sued by the mining company Halvane on Monday over the dredging contract.",
        "~On Monday, mining company Halvane filed suit against the Selen port authority over the dredging contract.",
        "=Anna Orlov, the director of the authority, told reporters she was surprised.",
        "=According to its director, Anna Orlov, the authority was surprised.",
        "!The port authority of Selen sued the mining company Halvane on Monday over the dredging contract.",
        "!The mining company Halvane was sued by the port authority of Selen on Monday over the dredging contract.",
        "!The mining company Halvane will sue the port authority of Selen over the dredging contract.",
        "!The mining company Halvane sued the port authority of Selen on Thursday over the dredging contract.",
        "!The authority's director, Anna Orlov, said she was not surprised.",
        "!The mining company Halvane sued Anna Orlov on Monday over the dredging contract.",
    )),
    ("en", _VISIT, (
        "=The office of President Maren said on Friday that he would visit Tessaro in March.",
        "~President Maren will travel to Tessaro in March, his office said.",
        "=He is due to sign an agreement on grain exports worth 40 million crowns.",
        "=An agreement on grain exports worth 40 million crowns is expected to be signed.",
        "!President Maren visited Tessaro in March, his office announced on Friday.",
        "!President Maren may visit Tessaro in March, his office announced on Friday.",
        "!President Maren will not visit Tessaro in March, his office announced on Friday.",
        "!President Maren will visit Tessaro in April, his office announced on Friday.",
        "!He signed an agreement on grain exports worth 40 million crowns.",
        "!He is expected to sign an agreement on grain imports worth 40 million crowns.",
        "!He is expected to sign an agreement on grain exports worth 14 million crowns.",
    )),
    ("en", _FIRE, (
        "=Three firefighters were injured when a warehouse near Dunmarrow harbour was destroyed by fire early Tuesday.",
        "~A warehouse near the harbour of Dunmarrow burned down early on Tuesday; three firefighters were hurt.",
        "=A night watchman, 34, was arrested by police.",
        "=Police said that they had detained a 34-year-old night watchman.",
        "~It is not known what caused the fire.",
        "!A fire destroyed a warehouse near the harbour of Dunmarrow early on Tuesday, killing three firefighters.",
        "!A fire destroyed two warehouses near the harbour of Dunmarrow early on Tuesday, injuring three firefighters.",
        "!A fire destroyed a warehouse near the harbour of Dunmarrow early on Tuesday, injuring three night watchmen.",
        "!The cause is known.",
        "!The night watchman caused the fire.",
        "!Police released a 34-year-old night watchman.",
        "!Police want to detain a 34-year-old night watchman.",
    )),
    ("en", "Police attacked protesters outside the parliament in Lorvany with batons on Saturday night.", (
        "~Protesters were attacked with batons by police outside parliament in Lorvany on Saturday night.",
        "=Outside the parliament in Lorvany, police attacked protesters with batons on Saturday night.",
        "!Protesters attacked police outside the parliament in Lorvany with batons on Saturday night.",
        "!Police were attacked by protesters with batons outside the parliament in Lorvany on Saturday night.",
    )),
    ("en", "The central bank may raise its key rate to 6 percent in May, Governor Petra Sorel told the Elster Gazette.", (
        "=The bank's governor, Petra Sorel, told the Elster Gazette that it may raise its key rate to 6 percent in May.",
        "=Governor Petra Sorel told the Elster Gazette that the key rate could be raised to 6 percent in May.",
        "!The central bank raised its key rate to 6 percent in May, Governor Petra Sorel told the Elster Gazette.",
        "!The central bank may cut its key rate to 6 percent in May, Governor Petra Sorel told the Elster Gazette.",
        "!The central bank will raise its key rate to 6 percent in May, Governor Petra Sorel told the Elster Gazette.",
        "!The central bank may raise its key rate to 6 percent in May if prices rise, Governor Petra Sorel told the Elster Gazette.",
    )),
    ("en", "Velia accused Lunna of shelling the border village of Orsk. Tessaro called for calm.", (
        "=Lunna was accused by Velia of shelling Orsk, a border village.",
        "=Velia said Lunna had shelled the border village of Orsk.",
        "!Lunna accused Velia of shelling the border village of Orsk.",
        "!Tessaro accused Lunna of shelling the border village of Orsk.",
        "!Velia denied shelling the border village of Orsk.",
        "!Velia called for calm.",
    )),
    ("en", "Some of the 80 miners trapped in the Brunholt pit have been brought out alive. The rescue is led by Olin Dray.", (
        "=Some of the 80 miners who were trapped in the Brunholt pit were brought out alive.",
        "=Olin Dray leads the rescue.",
        "!All of the 80 miners trapped in the Brunholt pit have been brought out alive.",
        "!None of the 80 miners trapped in the Brunholt pit have been brought out alive.",
        "!Some of the 80 miners trapped in the Brunholt pit have been brought out dead.",
        "!Olin Dray was trapped in the Brunholt pit.",
    )),
    ("en", "The airline bought 12 aircraft from Meridian. It closed its base in Selen before the strike.", (
        "=Twelve aircraft were bought from Meridian by the airline.",
        "~Before the strike, the airline closed its base in Selen.",
        "~The airline purchased 12 planes from Meridian.",
        "!The airline sold 12 aircraft to Meridian.",
        "!Meridian bought 12 aircraft from the airline.",
        "!It opened its base in Selen before the strike.",
        "!It closed its base in Selen after the strike.",
    )),
)  # fmt: skip

DE: tuple[Row, ...] = (
    ("de", "Der Bergbaukonzern Halvane hat am Montag den Hafenbetreiber Selmar wegen des Baggervertrags verklagt. Direktorin Anna Orlow zeigte sich überrascht.", (
        "=Der Hafenbetreiber Selmar wurde am Montag vom Bergbaukonzern Halvane wegen des Baggervertrags verklagt.",
        "=Wegen des Baggervertrags verklagte der Bergbaukonzern Halvane am Montag den Hafenbetreiber Selmar.",
        "~Sie sei überrascht, sagte Direktorin Anna Orlow.",
        "!Der Hafenbetreiber Selmar hat am Montag den Bergbaukonzern Halvane wegen des Baggervertrags verklagt.",
        "!Der Bergbaukonzern Halvane will den Hafenbetreiber Selmar wegen des Baggervertrags verklagen.",
        "!Direktorin Anna Orlow zeigte sich nicht überrascht.",
        "!Der Bergbaukonzern Halvane hat am Montag Anna Orlow wegen des Baggervertrags verklagt.",
    )),
    ("de", "Präsident Maren wird im März nach Tessaro reisen, teilte sein Büro mit. Geplant ist ein Abkommen über Getreideausfuhren im Wert von 40 Millionen Kronen.", (
        "~Wie das Büro von Präsident Maren bekannt gab, reist er im März nach Tessaro.",
        "=Im März werde Präsident Maren nach Tessaro reisen, sagte sein Büro.",
        "=Ein Abkommen über Getreideausfuhren im Wert von 40 Millionen Kronen ist geplant.",
        "!Präsident Maren reiste im März nach Tessaro, teilte sein Büro mit.",
        "!Präsident Maren könnte im März nach Tessaro reisen, teilte sein Büro mit.",
        "!Präsident Maren wird im April nach Tessaro reisen, teilte sein Büro mit.",
        "!Geplant ist ein Abkommen über Getreideausfuhren im Wert von 14 Millionen Kronen.",
    )),
    ("de", "Ein Brand hat am frühen Dienstag ein Lagerhaus am Hafen von Dunmarrow zerstört, drei Feuerwehrleute wurden verletzt. Die Polizei nahm einen 34-jährigen Nachtwächter fest.", (
        "=Drei Feuerwehrleute wurden verletzt, als ein Brand am frühen Dienstag ein Lagerhaus am Hafen von Dunmarrow zerstörte.",
        "~Ein Nachtwächter (34) wurde von der Polizei festgenommen.",
        "=Ein Lagerhaus am Hafen von Dunmarrow wurde am frühen Dienstag durch einen Brand zerstört.",
        "!Ein Brand hat am frühen Dienstag ein Lagerhaus am Hafen von Dunmarrow zerstört, drei Feuerwehrleute kamen ums Leben.",
        "!Ein Brand hat am frühen Dienstag ein Lagerhaus am Hafen von Dunmarrow zerstört, fünf Feuerwehrleute wurden verletzt.",
        "!Die Polizei ließ einen 34-jährigen Nachtwächter frei.",
        "!Die Polizei sucht einen 34-jährigen Nachtwächter.",
    )),
    ("de", "Velia wirft Lunna den Beschuss des Grenzdorfs Orsk vor.", (
        "~Lunna wird von Velia der Beschuss des Grenzdorfs Orsk vorgeworfen.",
        "!Lunna wirft Velia den Beschuss des Grenzdorfs Orsk vor.",
    )),
)  # fmt: skip

FR_ES: tuple[Row, ...] = (
    ("fr", "Le groupe minier Halvane a attaqué en justice lundi l'autorité portuaire de Selen à propos du contrat de dragage. Sa directrice, Anna Orlov, s'est dite surprise.", (
        "=L'autorité portuaire de Selen a été attaquée en justice lundi par le groupe minier Halvane à propos du contrat de dragage.",
        "=Anna Orlov, sa directrice, a déclaré être surprise.",
        "!L'autorité portuaire de Selen a attaqué en justice lundi le groupe minier Halvane à propos du contrat de dragage.",
        "!Le groupe minier Halvane n'a pas attaqué en justice l'autorité portuaire de Selen à propos du contrat de dragage.",
        "!Le groupe minier Halvane pourrait attaquer en justice l'autorité portuaire de Selen à propos du contrat de dragage.",
    )),
    ("fr", "Le président Maren se rendra à Tessaro en mars, a annoncé vendredi son cabinet.", (
        "=Le cabinet du président Maren a fait savoir vendredi qu'il se rendrait à Tessaro en mars.",
        "=En mars, le président Maren se rendra à Tessaro, selon son cabinet.",
        "!Le président Maren s'est rendu à Tessaro en mars, a annoncé vendredi son cabinet.",
        "!Le président Maren se rendra à Tessaro en avril, a annoncé vendredi son cabinet.",
    )),
    ("fr", "Un incendie a détruit un entrepôt près du port de Dunmarrow mardi, blessant trois pompiers. La police a arrêté un gardien de nuit de 34 ans.", (
        "=Trois pompiers ont été blessés mardi dans l'incendie qui a détruit un entrepôt près du port de Dunmarrow.",
        "~Un gardien de nuit âgé de 34 ans a été arrêté par la police.",
        "!Un incendie a détruit un entrepôt près du port de Dunmarrow mardi, tuant trois pompiers.",
        "!La police a relâché un gardien de nuit de 34 ans.",
        "!La police recherche un gardien de nuit de 34 ans.",
    )),
    ("es", "La minera Halvane demandó el lunes a la autoridad portuaria de Selen por el contrato de dragado. Su directora, Anna Orlov, se declaró sorprendida.", (
        "=La autoridad portuaria de Selen fue demandada el lunes por la minera Halvane por el contrato de dragado.",
        "=Anna Orlov, su directora, dijo estar sorprendida.",
        "!La autoridad portuaria de Selen demandó el lunes a la minera Halvane por el contrato de dragado.",
        "!La minera Halvane no demandó a la autoridad portuaria de Selen por el contrato de dragado.",
        "!La minera Halvane podría demandar a la autoridad portuaria de Selen por el contrato de dragado.",
    )),
    ("es", "El presidente Maren visitará Tessaro en marzo, anunció el viernes su oficina.", (
        "=La oficina del presidente Maren informó el viernes de que visitará Tessaro en marzo.",
        "=En marzo el presidente Maren visitará Tessaro, según su oficina.",
        "!El presidente Maren visitó Tessaro en marzo, anunció el viernes su oficina.",
        "!El presidente Maren visitará Tessaro en abril, anunció el viernes su oficina.",
    )),
    ("es", "Un incendio destruyó un almacén cerca del puerto de Dunmarrow el martes e hirió a tres bomberos. La policía detuvo a un vigilante de 34 años.", (
        "~Tres bomberos resultaron heridos el martes en el incendio que destruyó un almacén cerca del puerto de Dunmarrow.",
        "=Un vigilante de 34 años fue detenido por la policía.",
        "!Un incendio destruyó un almacén cerca del puerto de Dunmarrow el martes y mató a tres bomberos.",
        "!La policía liberó a un vigilante de 34 años.",
        "!La policía busca a un vigilante de 34 años.",
    )),
)  # fmt: skip

RU: tuple[Row, ...] = (
    ("ru", "Горнодобывающая компания «Хальван» в понедельник подала в суд на порт Селен из-за контракта на дноуглубление. Директор порта Анна Орлова заявила, что удивлена.", (
        "=В понедельник горнодобывающая компания «Хальван» подала в суд на порт Селен из-за контракта на дноуглубление.",
        "=Из-за контракта на дноуглубление компания «Хальван» подала на порт Селен в суд.",
        "=Анна Орлова, директор порта, сказала, что она удивлена.",
        "!Порт Селен в понедельник подал в суд на горнодобывающую компанию «Хальван» из-за контракта на дноуглубление.",
        "!Горнодобывающая компания «Хальван» может подать в суд на порт Селен из-за контракта на дноуглубление.",
        "!Директор порта Анна Орлова заявила, что не удивлена.",
    )),
    ("ru", "Президент Марен посетит Тессаро в марте, сообщили в пятницу в его канцелярии. Ожидается подписание соглашения об экспорте зерна на 40 млн крон.", (
        "=В пятницу в канцелярии президента Марена заявили, что в марте он посетит Тессаро.",
        "=В марте президент Марен посетит Тессаро.",
        "=Ожидается, что будет подписано соглашение об экспорте зерна на 40 миллионов крон.",
        "!Президент Марен посетил Тессаро в марте, сообщили в пятницу в его канцелярии.",
        "!Президент Марен посетит Тессаро в апреле, сообщили в пятницу в его канцелярии.",
        "!Президент Марен не посетит Тессаро в марте, сообщили в пятницу в его канцелярии.",
        "!Ожидается подписание соглашения об экспорте зерна на 14 млн крон.",
    )),
    ("ru", "Пожар уничтожил склад у гавани Данмарроу во вторник, пострадали трое пожарных. Полиция задержала 34-летнего сторожа.", (
        "=Во вторник склад у гавани Данмарроу был уничтожен пожаром, пострадали трое пожарных.",
        "~Полицией задержан 34-летний сторож.",
        "~34-летний сторож был задержан полицией.",
        "!Пожар уничтожил склад у гавани Данмарроу во вторник, погибли трое пожарных.",
        "!Полиция отпустила 34-летнего сторожа.",
        "!Полиция разыскивает 34-летнего сторожа.",
    )),
    ("ru", "Велия обвинила Лунну в обстреле приграничного села Орск.", (
        "=Лунну обвинила в обстреле приграничного села Орск Велия.",
        "!Лунна обвинила Велию в обстреле приграничного села Орск.",
        "!Велию обвинила Лунна в обстреле приграничного села Орск.",
    )),
)  # fmt: skip

KO: tuple[Row, ...] = (
    ("ko", "광업 회사 할반은 월요일 준설 계약을 두고 셀렌 항만청을 고소했다. 안나 오를로프 청장은 놀랐다고 밝혔다.", (
        "=셀렌 항만청은 월요일 준설 계약을 두고 광업 회사 할반에 고소당했다.",
        "=준설 계약을 두고 광업 회사 할반이 월요일 셀렌 항만청을 고소했다.",
        "=안나 오를로프 청장은 놀랐다고 말했다.",
        "!셀렌 항만청은 월요일 준설 계약을 두고 광업 회사 할반을 고소했다.",
        "!광업 회사 할반은 준설 계약을 두고 셀렌 항만청을 고소할 수 있다.",
        "!광업 회사 할반은 준설 계약을 두고 셀렌 항만청을 고소하지 않았다.",
    )),
    ("ko", "마렌 대통령은 3월 테사로를 방문할 예정이라고 대통령실이 금요일 발표했다.", (
        "=대통령실은 금요일 마렌 대통령이 3월 테사로를 방문할 예정이라고 전했다.",
        "=마렌 대통령이 3월 테사로를 방문할 예정이다.",
        "!마렌 대통령은 3월 테사로를 방문했다고 대통령실이 금요일 발표했다.",
        "!마렌 대통령은 4월 테사로를 방문할 예정이라고 대통령실이 금요일 발표했다.",
        "!마렌 대통령은 3월 테사로를 방문하지 않을 예정이라고 대통령실이 금요일 발표했다.",
    )),
    ("ko", "화요일 던마로 항구 근처 창고에서 불이 나 소방관 3명이 다쳤다. 경찰은 34세 야간 경비원을 체포했다.", (
        "~던마로 항구 근처 창고에서 화요일 불이 나 소방관 세 명이 다쳤다.",
        "=34세 야간 경비원이 경찰에 체포됐다.",
        "!화요일 던마로 항구 근처 창고에서 불이 나 소방관 3명이 숨졌다.",
        "!경찰은 34세 야간 경비원을 석방했다.",
        "!경찰은 34세 야간 경비원을 찾고 있다.",
    )),
    ("ko", "벨리아는 루나가 국경 마을 오르스크를 포격했다고 비난했다.", (
        "=루나가 국경 마을 오르스크를 포격했다고 벨리아가 비난했다.",
        "!루나는 벨리아가 국경 마을 오르스크를 포격했다고 비난했다.",
    )),
)  # fmt: skip

JA: tuple[Row, ...] = (
    ("ja", "鉱山会社ハルバンは月曜日、浚渫契約をめぐりセレン港湾局を提訴した。アンナ・オルロフ局長は驚いたと述べた。", (
        "=セレン港湾局は月曜日、浚渫契約をめぐり鉱山会社ハルバンに提訴された。",
        "=浚渫契約をめぐり、鉱山会社ハルバンが月曜日にセレン港湾局を提訴した。",
        "=アンナ・オルロフ局長は「驚いた」と語った。",
        "!セレン港湾局は月曜日、浚渫契約をめぐり鉱山会社ハルバンを提訴した。",
        "!鉱山会社ハルバンは浚渫契約をめぐりセレン港湾局を提訴する可能性がある。",
        "!鉱山会社ハルバンは浚渫契約をめぐりセレン港湾局を提訴しなかった。",
    )),
    ("ja", "マレン大統領は3月にテサロを訪問する予定だと、大統領府が金曜日に発表した。", (
        "=大統領府は金曜日、マレン大統領が3月にテサロを訪問する予定だと明らかにした。",
        "=マレン大統領が3月にテサロを訪問する予定だ。",
        "!マレン大統領は3月にテサロを訪問したと、大統領府が金曜日に発表した。",
        "!マレン大統領は4月にテサロを訪問する予定だと、大統領府が金曜日に発表した。",
        "!マレン大統領は3月にテサロを訪問しないと、大統領府が金曜日に発表した。",
    )),
    ("ja", "火曜日、ダンマロー港近くの倉庫で火災があり、消防士3人が負傷した。警察は34歳の夜警を逮捕した。", (
        "=ダンマロー港近くの倉庫で火曜日に火災があり、消防士三人がけがをした。",
        "=34歳の夜警が警察に逮捕された。",
        "!火曜日、ダンマロー港近くの倉庫で火災があり、消防士3人が死亡した。",
        "!警察は34歳の夜警を釈放した。",
        "!警察は34歳の夜警を捜している。",
    )),
    ("ja", "ベリアはルンナが国境の村オルスクを砲撃したと非難した。", (
        "=ルンナが国境の村オルスクを砲撃したとベリアが非難した。",
        "!ルンナはベリアが国境の村オルスクを砲撃したと非難した。",
    )),
)  # fmt: skip

ZH: tuple[Row, ...] = (
    ("zh", "矿业公司哈尔万星期一就疏浚合同起诉了塞伦港务局。局长安娜·奥尔洛娃说她感到惊讶。", (
        "=塞伦港务局星期一因疏浚合同被矿业公司哈尔万起诉。",
        "=星期一，矿业公司哈尔万就疏浚合同起诉塞伦港务局。",
        "=局长安娜·奥尔洛娃表示，她感到惊讶。",
        "!塞伦港务局星期一就疏浚合同起诉了矿业公司哈尔万。",
        "!矿业公司哈尔万可能就疏浚合同起诉塞伦港务局。",
        "!矿业公司哈尔万没有就疏浚合同起诉塞伦港务局。",
    )),
    ("zh", "总统马伦将于3月访问特萨罗，总统府星期五宣布。", (
        "=总统府星期五表示，总统马伦将于3月访问特萨罗。",
        "=总统马伦将于三月访问特萨罗。",
        "!总统马伦3月访问了特萨罗，总统府星期五宣布。",
        "!总统马伦将于4月访问特萨罗，总统府星期五宣布。",
        "!总统马伦3月将不会访问特萨罗，总统府星期五宣布。",
    )),
    ("zh", "星期二，邓马罗港附近一座仓库发生火灾，3名消防员受伤。警方逮捕了一名34岁的守夜人。", (
        "=邓马罗港附近一座仓库星期二发生火灾，三名消防员受伤。",
        "=一名34岁的守夜人被警方逮捕。",
        "!星期二，邓马罗港附近一座仓库发生火灾，3名消防员死亡。",
        "!警方释放了一名34岁的守夜人。",
        "!警方正在寻找一名34岁的守夜人。",
    )),
    ("zh", "韦利亚指责伦纳炮击边境村庄奥尔斯克。", (
        "=伦纳被韦利亚指责炮击边境村庄奥尔斯克。",
        "!伦纳指责韦利亚炮击边境村庄奥尔斯克。",
        "!韦利亚被伦纳指责炮击边境村庄奥尔斯克。",
    )),
)  # fmt: skip

AR: tuple[Row, ...] = (
    ("ar", "رفعت شركة التعدين هالفان يوم الاثنين دعوى على هيئة ميناء سيلين بسبب عقد التجريف. وقالت المديرة آنا أورلوفا إنها فوجئت.", (
        "=يوم الاثنين رفعت شركة التعدين هالفان دعوى على هيئة ميناء سيلين بسبب عقد التجريف.",
        "=وأعلنت المديرة آنا أورلوفا أنها فوجئت.",
        "!رفعت هيئة ميناء سيلين يوم الاثنين دعوى على شركة التعدين هالفان بسبب عقد التجريف.",
        "!لم ترفع شركة التعدين هالفان دعوى على هيئة ميناء سيلين بسبب عقد التجريف.",
        "!قد ترفع شركة التعدين هالفان دعوى على هيئة ميناء سيلين بسبب عقد التجريف.",
    )),
    ("ar", "سيزور الرئيس مارين تيسارو في مارس، حسبما أعلن مكتبه يوم الجمعة.", (
        "=أعلن مكتب الرئيس مارين يوم الجمعة أنه سيزور تيسارو في مارس.",
        "=قال مكتب الرئيس مارين إنه سيزور تيسارو في مارس.",
        "!زار الرئيس مارين تيسارو في مارس، حسبما أعلن مكتبه يوم الجمعة.",
        "!سيزور الرئيس مارين تيسارو في أبريل، حسبما أعلن مكتبه يوم الجمعة.",
        "!لن يزور الرئيس مارين تيسارو في مارس، حسبما أعلن مكتبه يوم الجمعة.",
    )),
    ("ar", "دمر حريق مستودعا قرب ميناء دنمارو يوم الثلاثاء وأصيب ثلاثة من رجال الإطفاء. واعتقلت الشرطة حارسا ليليا عمره 34 عاما.", (
        "=أصيب ثلاثة من رجال الإطفاء يوم الثلاثاء في حريق دمر مستودعا قرب ميناء دنمارو.",
        "~اعتقل حارس ليلي عمره 34 عاما.",
        "!دمر حريق مستودعا قرب ميناء دنمارو يوم الثلاثاء وقتل ثلاثة من رجال الإطفاء.",
        "!أفرجت الشرطة عن حارس ليلي عمره 34 عاما.",
        "!تبحث الشرطة عن حارس ليلي عمره 34 عاما.",
    )),
)  # fmt: skip

LATER: tuple[Row, ...] = (
    ("en", "Striker Tomas Belk scored twice as Selen United beat Dunmarrow 3-1 on Sunday. Coach Rhea Stamm praised the defence.", (
        "=Selen United beat Dunmarrow 3-1 on Sunday, with striker Tomas Belk scoring twice.",
        "=Dunmarrow were beaten 3-1 by Selen United on Sunday.",
        "=Rhea Stamm, the coach, praised the defence.",
        "!Dunmarrow beat Selen United 3-1 on Sunday.",
        "!Striker Tomas Belk scored once as Selen United beat Dunmarrow 3-1 on Sunday.",
        "!Coach Rhea Stamm criticised the defence.",
        "!Coach Rhea Stamm praised the attack.",
        "!Tomas Belk praised the defence.",
    )),
    ("en", "Heavy rain flooded 200 homes in the Orsk valley overnight and cut off two villages, the civil defence agency said. Schools stay closed until Friday.", (
        "=Two villages were cut off and 200 homes flooded in the Orsk valley overnight after heavy rain.",
        "=The civil defence agency said that heavy rain overnight had flooded 200 homes in the Orsk valley.",
        "~Schools will stay closed until Friday.",
        "!Heavy rain could flood 200 homes in the Orsk valley overnight, the civil defence agency said.",
        "!Heavy rain flooded 2,000 homes in the Orsk valley overnight and cut off two villages.",
        "!Schools stay closed until Monday.",
        "!Schools stay open until Friday.",
        "!Only two villages were flooded in the Orsk valley overnight.",
        "!Another 200 homes in the Orsk valley were flooded overnight, the civil defence agency said.",
    )),
    ("en", "The Lorvany Herald reported that minister Idris Okonjo owned shares in the dam builder Varro. Okonjo's lawyer rejected the report.", (
        "=Minister Idris Okonjo owned shares in dam builder Varro, the Lorvany Herald reported.",
        "=The report was rejected by Okonjo's lawyer.",
        "-The dam builder Varro owned shares in the Lorvany Herald.",
        "!Minister Idris Okonjo sold shares in the dam builder Varro, the Lorvany Herald reported.",
        "!Okonjo's lawyer confirmed the report.",
        "!Minister Idris Okonjo did not own shares in the dam builder Varro, the Lorvany Herald reported.",
    )),
    ("de", "Der Landtag von Elster hat am Mittwoch mit 54 zu 41 Stimmen ein Verbot von Einwegflaschen beschlossen. Die Opposition kündigte eine Klage an.", (
        "=Mit 54 zu 41 Stimmen beschloss der Landtag von Elster am Mittwoch ein Verbot von Einwegflaschen.",
        "=Ein Verbot von Einwegflaschen wurde am Mittwoch vom Landtag von Elster mit 54 zu 41 Stimmen beschlossen.",
        "!Der Landtag von Elster hat am Mittwoch mit 54 zu 41 Stimmen ein Verbot von Einwegflaschen abgelehnt.",
        "!Der Landtag von Elster will am Mittwoch ein Verbot von Einwegflaschen beschließen.",
        "!Die Opposition zog die Klage zurück.",
        "!Der Landtag kündigte eine Klage an.",
        "!Der Landtag von Elster hat am Donnerstag mit 54 zu 41 Stimmen ein Verbot von Einwegflaschen beschlossen.",
    )),
    ("de", "Velias Armee hat in der Nacht das Umspannwerk von Orsk angegriffen. Mindestens 30.000 Haushalte waren ohne Strom.", (
        "=In der Nacht wurde das Umspannwerk von Orsk von Velias Armee angegriffen.",
        "=Ohne Strom waren mindestens 30.000 Haushalte.",
        "!Velias Armee könnte in der Nacht das Umspannwerk von Orsk angegriffen haben.",
        "!Alle Haushalte von Orsk waren ohne Strom.",
        "!Höchstens 30.000 Haushalte waren ohne Strom.",
    )),
    ("fr", "Le Parlement de Lunna a adopté jeudi par 88 voix contre 60 la loi sur l'eau. Le Premier ministre Aurel Dane a salué le vote.", (
        "=La loi sur l'eau a été adoptée jeudi par 88 voix contre 60 par le Parlement de Lunna.",
        "=Aurel Dane, le Premier ministre, a salué le vote.",
        "!Le Parlement de Lunna a rejeté jeudi par 88 voix contre 60 la loi sur l'eau.",
        "!Le Parlement de Lunna devrait adopter jeudi la loi sur l'eau.",
        "!Le Premier ministre Aurel Dane a critiqué le vote.",
        "!Le Parlement de Lunna a adopté vendredi par 88 voix contre 60 la loi sur l'eau.",
    )),
    ("es", "El Parlamento de Lunna aprobó el jueves por 88 votos contra 60 la ley del agua. El primer ministro Aurel Dane celebró el voto.", (
        "=La ley del agua fue aprobada el jueves por 88 votos contra 60 por el Parlamento de Lunna.",
        "=Aurel Dane, primer ministro, celebró el voto.",
        "!El Parlamento de Lunna rechazó el jueves por 88 votos contra 60 la ley del agua.",
        "!El Parlamento de Lunna aprobará el jueves la ley del agua.",
        "!El primer ministro Aurel Dane criticó el voto.",
        "!El Parlamento de Lunna aprobó el viernes por 88 votos contra 60 la ley del agua.",
    )),
    ("ru", "Парламент Лунны в четверг принял закон о воде 88 голосами против 60. Премьер-министр Аурел Дане приветствовал решение.", (
        "=В четверг парламент Лунны 88 голосами против 60 принял закон о воде.",
        "=Закон о воде был принят парламентом Лунны в четверг 88 голосами против 60.",
        "!Парламент Лунны в четверг отклонил закон о воде 88 голосами против 60.",
        "!Парламент Лунны в четверг примет закон о воде.",
        "!Парламент Лунны в пятницу принял закон о воде 88 голосами против 60.",
        "!Премьер-министр Аурел Дане раскритиковал решение.",
    )),
    ("ko", "루나 의회는 목요일 물 관리법을 88 대 60으로 통과시켰다. 아우렐 다네 총리는 결정을 환영했다.", (
        "=물 관리법은 목요일 루나 의회에서 88 대 60으로 통과됐다.",
        "=총리 아우렐 다네는 결정을 환영했다.",
        "!루나 의회는 목요일 물 관리법을 88 대 60으로 부결시켰다.",
        "!루나 의회는 목요일 물 관리법을 통과시킬 예정이다.",
        "!루나 의회는 금요일 물 관리법을 88 대 60으로 통과시켰다.",
        "!아우렐 다네 총리는 결정을 비판했다.",
    )),
    ("ja", "ルンナ議会は木曜日、水管理法を88対60で可決した。アウレル・ダネ首相は決定を歓迎した。", (
        "=水管理法は木曜日、ルンナ議会で88対60で可決された。",
        "=アウレル・ダネ首相は、決定を歓迎した。",
        "!ルンナ議会は木曜日、水管理法を88対60で否決した。",
        "!ルンナ議会は木曜日、水管理法を可決する見通しだ。",
        "!ルンナ議会は金曜日、水管理法を88対60で可決した。",
        "!アウレル・ダネ首相は決定を批判した。",
    )),
    ("zh", "伦纳议会星期四以88票对60票通过了水法。总理奥雷尔·达内对这一决定表示欢迎。", (
        "=星期四，伦纳议会以88票对60票通过水法。",
        "~水法星期四在伦纳议会以88票对60票获得通过。",
        "!伦纳议会星期四以88票对60票否决了水法。",
        "!伦纳议会星期四将表决水法。",
        "!伦纳议会星期五以88票对60票通过了水法。",
        "!总理奥雷尔·达内对这一决定提出批评。",
    )),
    ("ar", "أقر برلمان لونا يوم الخميس قانون المياه بأغلبية 88 صوتا مقابل 60. ورحب رئيس الوزراء أوريل داني بالقرار.", (
        "=يوم الخميس أقر برلمان لونا قانون المياه بأغلبية 88 صوتا مقابل 60.",
        "=رحب رئيس الوزراء أوريل داني بالقرار.",
        "!رفض برلمان لونا يوم الخميس قانون المياه بأغلبية 88 صوتا مقابل 60.",
        "!سوف يقر برلمان لونا يوم الخميس قانون المياه.",
        "!أقر برلمان لونا يوم الجمعة قانون المياه بأغلبية 88 صوتا مقابل 60.",
        "!وانتقد رئيس الوزراء أوريل داني القرار.",
    )),
)  # fmt: skip
"""Written when the others were judged as they are: what was found here was mended afterwards."""

ROWS: tuple[Row, ...] = (*EN, *DE, *FR_ES, *RU, *KO, *JA, *ZH, *AR)
