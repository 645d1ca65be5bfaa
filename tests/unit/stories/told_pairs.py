"""Invented reports: what a reader was told, and what came later; what is new in it begins with a plus.

A row is: language, told, later sentences, and the figures, names and quotations that are new.
"""

Row = tuple[str, str, tuple[str, ...], str]

STORM = "A storm hit the port of Selen on Monday, killing at least 12 people. Mayor Anna Orlov said rescue teams were still at work. Power was cut to 3,000 homes."
TALKS = "Envoys of Lunna and Tessaro met in Port Selen on Sunday to discuss an arms transfer. Minister Maren called the talks “useful and frank”. No date for another round was set."
BILL = "Parliament on Tuesday approved the disputed budget bill for the harbour railway after a debate of nine hours. The vote was 61 to 48."

PAIRS: tuple[Row, ...] = (
    # --- English: the same in other order, other forms, other figures' dress
    ("en", STORM, ("At least 12 people were killed when a storm hit the port of Selen on Monday.",), ""),
    ("en", STORM, ("Twelve people died in the storm at Selen.", "Rescue teams were still working, Mayor Anna Orlov said."), ""),
    ("en", STORM, ("Power was cut to 3000 homes.", "Power was cut to three thousand homes."), ""),
    ("en", STORM, ("+At least 17 people were killed when a storm hit the port of Selen on Monday.",), "17"),
    ("en", STORM, ("+Power was cut to 12 homes.",), "12"),
    ("en", STORM, ("+Mayor Ivan Petrov said rescue teams were still at work.",), "Ivan Petrov"),
    ("en", STORM, ("+Rescue teams were no longer at work, Mayor Anna Orlov said.",), ""),
    ("en", STORM, ("The storm hit the port on Monday.", "+The harbour master was arrested on suspicion of negligence."), ""),
    ("en", STORM, ("+Orlov resigned.",), ""),
    ("en", STORM, ("The city did not immediately respond to a request for comment.", "Reporting by Ann Low; editing by Tom Ray."), ""),
    ("en", STORM, ("Mayor Anna Orlov could not be reached for comment.", "More details to follow."), ""),
    ("en", STORM, ("Read more: Nine villages to be moved inland", "All rights reserved."), ""),
    ("en", STORM, ("+Schools in the valley will stay shut for the rest of the week.",), ""),
    ("en", TALKS, ("The envoys of Tessaro and Lunna met on Sunday in Port Selen.", "Maren called the talks “useful and frank”."), ""),
    ("en", TALKS, ("+“We will deliver nothing before the inspectors return”, Maren said.",), "“We will deliver nothing before the inspectors return”"),
    ("en", TALKS, ("+A date for another round was set.",), ""),
    ("en", TALKS, ("+The talks on an arms transfer collapsed.", "No date for another round was set."), ""),
    ("en", TALKS, ("+Envoys of Lunna and Tessaro signed the arms transfer in Port Selen.",), ""),
    ("en", TALKS, ("+Minister Maren met the Velian ambassador Idris Okonjo before the talks.",), "Velian Idris Okonjo"),
    ("en", BILL, ("+Parliament on Tuesday rejected the disputed budget bill for the harbour railway after a debate of nine hours.",), ""),
    ("en", BILL, ("The disputed budget bill for the harbour railway was approved by parliament after a debate of nine hours.",), ""),
    ("en", BILL, ("+The vote was 61 to 47.",), "47"),
    ("en", "Two trawlers collided off Selen. The crew of the Aurora was rescued.", ("+The crew of the Meridian was rescued.",), "Meridian"),
    ("en", "Police detained a clerk of the customs house. He is accused of taking bribes worth $1.2 million.", ("A clerk of the customs house was detained by police.", "He is accused of taking bribes worth $1,200,000.", "+He was released on Friday."), ""),
    ("en", "The bridge will open on 3 May, the ministry said.", ("+The bridge will open on 9 June, the ministry said.",), "9"),
    ("en", "The court convicted Olin Dray of fraud.", ("+The court acquitted Olin Dray of fraud.",), ""),
    # --- German
    ("de", "Ein Sturm traf am Montag den Hafen von Selen, mindestens zwölf Menschen starben. Bürgermeisterin Anna Orlow sagte, die Rettungskräfte seien noch im Einsatz.",
     ("Mindestens 12 Menschen starben, als ein Sturm am Montag den Hafen von Selen traf.", "Die Rettungskräfte seien noch im Einsatz, sagte Bürgermeisterin Anna Orlow."), ""),
    ("de", "Ein Sturm traf den Hafen von Selen, zwölf Menschen starben.", ("+Ein Sturm traf den Hafen von Selen, 17 Menschen starben.",), "17"),
    ("de", "Das Parlament hat das Haushaltsgesetz für die Hafenbahn am Dienstag nach neunstündiger Debatte gebilligt.",
     ("+Das Parlament hat das Haushaltsgesetz für die Hafenbahn am Dienstag nach neunstündiger Debatte abgelehnt.",), ""),
    ("de", "Der Zollbeamte wurde am Freitag festgenommen.", ("Am Freitag wurde der Zollbeamte verhaftet.", "Das Ministerium wollte sich dazu nicht äußern.", "+Er kam gegen Kaution wieder frei, teilte das Gericht mit."), "Kaution"),
    ("de", "Minister Maren reist am Montag nach Tessaro.", ("+Minister Maren reist am Montag nicht nach Tessaro.",), ""),
    ("de", "Der Schaden liegt bei 1,2 Millionen Euro.", ("Der Schaden liegt bei 1.200.000 Euro.", "+Der Schaden liegt bei 2,1 Millionen Euro."), "2,1"),
    ("de", "Die Fähre sank vor der Küste von Lunna.", ("+An Bord waren Schüler aus Grolik.",), "Grolik"),
    ("de", "Die Gespräche in Selen waren nützlich.", ("+„Wir liefern nichts vor der Rückkehr der Inspektoren“, sagte Maren.",), "„Wir liefern nichts vor der Rückkehr der Inspektoren“ Maren"),
    # --- Russian
    ("ru", "Шторм обрушился на порт Селен в понедельник, погибли 12 человек. Мэр Анна Орлова заявила, что спасатели продолжают работу.",
     ("В понедельник шторм обрушился на порт Селен, погибли двенадцать человек.", "Мэр Анна Орлова сообщила, что спасатели продолжают работу."), ""),
    ("ru", "Шторм обрушился на порт Селен, погибли 12 человек.", ("+Число погибших в порту Селен выросло до 17 человек.",), "17"),
    ("ru", "Мэр Анна Орлова заявила, что спасатели продолжают работу.", ("+Мэр Пётр Григорчук заявил, что спасатели продолжают работу.",), "Пётр Григорчук"),
    ("ru", "Парламент одобрил спорный закон о портовой железной дороге после девяти часов прений.", ("+Парламент отклонил спорный закон о портовой железной дороге после девяти часов прений.",), ""),
    ("ru", "Министр Марен посетит Тессаро в марте.", ("+Министр Марен не посетит Тессаро в марте.",), ""),
    ("ru", "Таможенник задержан в порту.", ("В порту арестован таможенник.", "Представитель порта отказался от комментариев.", "+Его дом обыскали ночью."), ""),
    ("ru", "Ущерб составил 3 млн рублей.", ("Ущерб составил 3 миллиона рублей.", "+Ущерб составил 5 млн рублей."), "5"),
    ("ru", "Переговоры в Селене назвали полезными.", ("+«Мы ничего не поставим до возвращения инспекторов», — сказал посол.",), "«Мы ничего не поставим до возвращения инспекторов»"),
    # --- Korean
    ("ko", "21일 셀렌 항구에 폭풍이 덮쳐 12명이 숨졌다. 안나 오를로프 시장은 구조대가 작업 중이라고 밝혔다.",
     ("셀렌 항구를 폭풍이 덮쳐 12명이 숨졌다.", "안나 오를로프 시장은 구조대가 작업 중이라고 했다."), ""),
    ("ko", "셀렌 항구에 폭풍이 덮쳐 12명이 숨졌다.", ("+셀렌 항구에 폭풍이 덮쳐 17명이 숨졌다.",), "17"),
    ("ko", "안나 오를로프 시장은 구조대가 항구에서 밤새 작업을 이어 가고 있다고 밝혔다.", ("+이반 페트렌코 시장은 구조대가 항구에서 밤새 작업을 이어 가고 있다고 밝혔다.",), "이반 페트렌코"),
    ("ko", "의회는 항만 철도 예산안을 승인했다.", ("+의회는 항만 철도 예산안을 부결했다.",), ""),
    ("ko", "마렌 장관은 다음 달 테사로를 방문한다.", ("+마렌 장관은 다음 달 테사로를 방문하지 않는다.",), ""),
    ("ko", "세관 직원이 체포됐다.", ("세관 직원이 구속됐다.", "외교부는 논평을 거부했다.", "무단 전재 및 재배포 금지"), ""),
    ("ko", "피해액은 3억 원이다.", ("피해액은 300,000,000원이다.", "+피해액은 5억 원이다."), "5"),
    ("ko", "양측은 셀렌에서 회담을 열었다.", ("+다음 회담은 열리지 않을 것이라고 대사가 전했다.",), ""),
    # --- Japanese
    ("ja", "セレン港を嵐が襲い、12人が死亡した。アンナ・オルロフ市長は救助隊が作業を続けていると述べた。",
     ("嵐がセレン港を襲い、十二人が死亡した。", "アンナ・オルロフ市長は救助隊が作業を続けていると語った。"), ""),
    ("ja", "セレン港を嵐が襲い、12人が死亡した。", ("+セレン港を嵐が襲い、17人が死亡した。",), "17"),
    ("ja", "アンナ・オルロフ市長は救助隊が作業を続けていると述べた。", ("+イワン・ペトロフ市長は救助隊が作業を続けていると述べた。",), "イワン ペトロフ"),
    ("ja", "議会は港湾鉄道の予算案を可決した。", ("+議会は港湾鉄道の予算案を否決した。",), ""),
    ("ja", "マレン大臣は来月テサロを訪問する。", ("+マレン大臣は来月テサロを訪問しない。",), ""),
    ("ja", "税関の職員が逮捕された。", ("税関の職員が逮捕された。", "同省はコメントを控えた。", "無断転載を禁じます。", "+自宅の捜索では現金が見つかった。"), ""),
    ("ja", "両国は会談を開いた。", ("+大臣は「査察官が戻るまで何も引き渡さない」と述べた。",), "「査察官が戻るまで何も引き渡さない」 査察官"),
    # --- Chinese
    ("zh", "一场风暴袭击了塞伦港，造成12人死亡。市长安娜·奥尔洛娃说，救援人员仍在工作。", ("风暴袭击了塞伦港，造成十二人死亡。", "市长安娜·奥尔洛娃说，救援人员仍在工作。"), ""),
    ("zh", "一场风暴袭击了塞伦港，造成12人死亡。", ("+一场风暴袭击了塞伦港，造成17人死亡。",), "17"),
    ("zh", "议会星期二批准了港口铁路预算案。", ("+议会星期二否决了港口铁路预算案。",), ""),
    ("zh", "部长马伦下月将访问特萨罗。", ("+部长马伦下月不会访问特萨罗。",), ""),
    ("zh", "海关官员被捕。", ("海关官员被捕。", "外交部未回应。", "+警方在其住所搜出大量现金。"), ""),
    ("zh", "损失为3亿元。", ("损失为300000000元。", "+损失为5亿元。"), "5"),
    ("zh", "两国在塞伦举行会谈。", ("+部长说：“核查人员返回之前我们不会交付任何东西”。",), "“核查人员返回之前我们不会交付任何东西”"),
    # --- Arabic
    ("ar", "ضربت عاصفة ميناء سيلين يوم الاثنين وقتل 12 شخصا. وقالت رئيسة البلدية آنا أورلوفا إن فرق الإنقاذ تواصل عملها.",
     ("ضربت عاصفة ميناء سيلين وقتل 12 شخصا.", "قالت رئيسة البلدية آنا أورلوفا إن فرق الإنقاذ تواصل عملها."), ""),
    ("ar", "ضربت عاصفة ميناء سيلين وقتل 12 شخصا.", ("+ضربت عاصفة ميناء سيلين وقتل 17 شخصا.", "ضربت عاصفة ميناء سيلين وقتل ١٢ شخصا."), "17"),
    ("ar", "وافق البرلمان على ميزانية سكة الميناء بعد نقاش طويل.", ("+رفض البرلمان ميزانية سكة الميناء بعد نقاش طويل.",), ""),
    ("ar", "يزور الوزير مارين تيسارو الشهر المقبل.", ("+لن يزور الوزير مارين تيسارو الشهر المقبل.",), ""),
    ("ar", "اعتقل موظف في جمرك الميناء.", ("+أفرج عن موظف في جمرك الميناء.",), ""),
    # --- Spanish, French
    ("es", "Una tormenta golpeó el puerto de Selen y murieron al menos 12 personas.", ("Al menos doce personas murieron cuando una tormenta golpeó el puerto de Selen.", "+Al menos 17 personas murieron cuando una tormenta golpeó el puerto de Selen."), "17"),
    ("es", "El Parlamento aprobó el presupuesto del ferrocarril.", ("+El Parlamento rechazó el presupuesto del ferrocarril.", "El ministerio no respondió a las peticiones de comentarios."), ""),
    ("fr", "Une tempête a frappé le port de Selen, faisant douze morts.", ("Une tempête a frappé le port de Selen : 12 morts.", "+Une tempête a frappé le port de Selen : 17 morts."), "17"),
    ("fr", "Le ministre Maren se rendra à Tessaro en mars.", ("+Le ministre Maren ne se rendra pas à Tessaro en mars.",), ""),
)  # fmt: skip

HEADLINES: tuple[Row, ...] = (
    ("en", "Storm hits Selen, 12 dead", ("Storm kills 12 in Selen", "+Selen storm death toll rises to 17"), "17"),
    ("en", "Maren to visit Tessaro", ("+Maren cancels visit to Tessaro", "+Maren to visit Lunna"), "Lunna"),
    ("de", "Sturm in Selen: zwölf Tote", ("Zwölf Tote nach Sturm in Selen", "+Sturm in Selen: 17 Tote"), "17"),
    ("ru", "Шторм в Селене: 12 погибших", ("12 погибших: шторм в Селене", "+Шторм в Селене: 17 погибших"), "17"),
    ("ko", "셀렌 폭풍, 12명 사망", ("셀렌 폭풍 12명 사망", "+셀렌 폭풍, 17명 사망"), "17"),
    ("ja", "セレンで嵐、12人死亡", ("嵐で12人死亡、セレン", "+セレンで嵐、17人死亡"), "17"),
    ("zh", "塞伦风暴致12人死亡", ("+塞伦风暴致17人死亡",), "17"),
    ("ar", "عاصفة في سيلين تقتل 12", ("+عاصفة في سيلين تقتل 17",), "17"),
)  # fmt: skip
