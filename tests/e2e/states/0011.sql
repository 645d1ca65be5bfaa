BEGIN TRANSACTION;
CREATE TABLE alarm (
	id INTEGER NOT NULL, 
	trouble VARCHAR(32) NOT NULL, 
	about VARCHAR(200) NOT NULL, 
	over BOOLEAN NOT NULL, 
	noticed_at DATETIME NOT NULL, 
	detail TEXT NOT NULL, 
	told_at DATETIME, 
	CONSTRAINT pk_alarm PRIMARY KEY (id)
);
INSERT INTO "alarm" VALUES(1,'channel-failing','hook',0,'2026-11-22 02:42:00.592022','channel hook needs a person: bad_url: port 9 is refused (80, 443 and 1024 to 65535 are not) (the url of this channel needs a change). Its deliveries are kept, and tried once an hour.',NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0011');
CREATE TABLE article (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source_id VARCHAR(200) NOT NULL, 
	entry_id TEXT, 
	url TEXT, 
	version INTEGER NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	publisher TEXT NOT NULL, 
	first_seen_at DATETIME NOT NULL, 
	CONSTRAINT fk_article_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "article" VALUES(1,'inbox','01-meridian-maren-visit.txt',NULL,1,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','meridian wire','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(2,'inbox','02-elster-gazette-maren-visit.html','https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks',1,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','elstergazette.example','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(3,'inbox','03-tessaro-observer-maren-petrell.txt',NULL,1,'3d1bb7829dab9a78eb9f274d6603f563df37994ce087cea1bf665fb3090e6dd4','tessaro observer','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(4,'inbox','04-dunmarrow-courier-arms-transfers.md',NULL,1,'324b08af5e1b166d71e49ffc4a2159ee094ebe0825a74928894fe26e3b628c67','the dunmarrow courier','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(5,'inbox','meridian-20260227-0041','https://www.meridianwire.example/2026/02/27/0041',1,'279a8fdfa5106948ab7b15285ba93276d8a746b7c329adba6a4e0ad980db7251','meridianwire.example','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(6,'inbox','halvane-2026-0211','https://www.halvanereview.example/briefs/pact',1,'289a199b0460e2851696731e14593ab687d92d4da0e4d555fef8757e8afa0586','halvanereview.example','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(7,'inbox','halvane-2026-0212','https://www.halvanereview.example/briefs/inspectors',1,'b99d8d42c34aac6a73271cb413fbc1177055d06d6ec57b519ccacd4c2ac4f294','halvanereview.example','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(8,'inbox','halvane-2026-0213','https://www.halvanereview.example/briefs/herring',1,'05e3715a55299639e302abf2073ca56c3ecfa4cb9e90b75ac23a36d4c97b5f83','halvanereview.example','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(9,'inbox','07-sundhaven-post-visitor-center.txt',NULL,1,'13c0e7101154217d29ab54d3b36fe95ea56863b2bc4be9711b6465d3cd18cdbf','sundhaven post','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(10,'inbox','08-elster-gazette-ferry-fares.html','https://www.elstergazette.example/harbor/ferry-fares',1,'3529176e16828bc7110694477fe5e073311d7b6cefa85b9c1f074eae8e4f3030','elstergazette.example','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(11,'inbox','09-lorvany-herald-envoy.txt',NULL,1,'6aa3136ce84408393f7e7f38e81445eb749a907d1449d947190fd94c983566e8','the lorvany herald','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(12,'inbox','https://www.gannetledger.example/2026/11/21/reef','https://www.gannetledger.example/2026/11/21/reef',1,'7c51f200d7a1597dc6741ee5d6f0d408d285a42c4ccd013d656156047cc2a1b5','gannetledger.example','2026-11-22 02:03:49.606940');
INSERT INTO "article" VALUES(13,'inbox','https://www.eskmorning.example/harbour/skipper-cargo','https://www.eskmorning.example/harbour/skipper-cargo',1,'c07401d4e86e40f8b4115ce9d3a40b15fb8e4bc8550ec153e5c2ae9e8b15291d','eskmorning.example','2026-11-22 02:03:49.606940');
CREATE TABLE article_version (
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	summary TEXT, 
	author TEXT, 
	outlet TEXT, 
	wire TEXT, 
	dateline TEXT, 
	language VARCHAR(35), 
	published JSON, 
	updated JSON, 
	content_hash VARCHAR(64) NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	seen_at DATETIME NOT NULL, 
	baseline BOOLEAN NOT NULL, 
	rule_set INTEGER NOT NULL, standing VARCHAR(16), 
	CONSTRAINT pk_article_version PRIMARY KEY (article_id, version), 
	CONSTRAINT fk_article_version_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
);
INSERT INTO "article_version" VALUES(1,1,'Vareland''s defense chief arrives in Osmeria for talks on arms transfers','TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on arms transfers across the Kaldin Strait.

Maren, who has held the post for four years, was met at the airfield by her counterpart, Davor Petrell. The two ministers spoke for 40 minutes before driving to the Citadel for a working dinner.

"We have come to listen, and to leave with something on paper," Maren told reporters. She declined to say whether the paper would name the Toren-2 rocket, which Osmeria has sought since its own production line closed last autumn.

An official in Petrell''s ministry, speaking on condition of anonymity because the talks are private, said a first shipment of 12 launchers could cross the strait "before the ice does." The official added that no price had been agreed.

Opposition lawmakers in Port Elster have asked for a vote on any agreement. Under a 2019 law, the Varish parliament must be told of the transfer of heavy weapons within 30 days, but it cannot stop one.

Neighboring Brennholt, which has a border dispute with Osmeria, said it was watching the meeting with concern. "Nobody buys rockets to look at them," its foreign ministry said in a statement.',NULL,'Tomas Reyl','Meridian Wire',NULL,'TESSARO, Osmeria, Feb. 24 (Meridian)','en','{"value": "2026-02-24", "precision": "day", "zone": "assumed", "provenance": "text"}',NULL,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(2,1,'Vareland''s defense chief arrives in Osmeria for talks on arms transfers','TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on arms transfers across the Kaldin Strait.

Maren, who has held the post for four years, was met at the airfield by her counterpart, Davor Petrell. The two ministers spoke for 40 minutes before driving to the Citadel for a working dinner.

"We have come to listen, and to leave with something on paper," Maren told reporters. She declined to say whether the paper would name the Toren-2 rocket, which Osmeria has sought since its own production line closed last autumn.

An official in Petrell''s ministry, speaking on condition of anonymity because the talks are private, said a first shipment of 12 launchers could cross the strait "before the ice does." The official added that no price had been agreed.

Opposition lawmakers in Port Elster have asked for a vote on any agreement. Under a 2019 law, the Varish parliament must be told of the transfer of heavy weapons within 30 days, but it cannot stop one.

Neighboring Brennholt, which has a border dispute with Osmeria, said it was watching the meeting with concern. "Nobody buys rockets to look at them," its foreign ministry said in a statement.',NULL,'Tomas Reyl','Elster Gazette',NULL,'TESSARO, Osmeria, Feb. 24 (Meridian)','en','{"value": "2026-02-24T21:05:00+01:00", "precision": "second", "zone": "stated", "provenance": "json-ld"}',NULL,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(3,1,'Maren and Petrell sign no deal, but both speak of rockets','The visit by Varish Defense Minister Ilsa Maren ended Wednesday without a signature, but with a promise to meet again before the spring thaw.

Standing beside his guest on the steps of the Citadel, Defense Minister Davor Petrell said the two governments had "understood each other''s lists." He did not answer a question about what stood on them.

Three people who were in the room said the lists name the Toren-2 rocket and its launchers. One of them put the number of launchers at 12; another said it was closer to 20 and that training crews would come from Port Elster as well.

Maren visited the rocket works at Lunna in the morning. The plant has stood idle since last autumn, and workers there said they had been told to keep the halls heated through the winter.

Brennholt''s ambassador left the closing reception early. His office later said that he had another engagement.

Analysts at the Halvane Institute said that even a small delivery would change the balance along the southern border, where Osmeria has had no long-range rockets for two years.',NULL,'Lena Vossak','Tessaro Observer',NULL,NULL,'en','{"value": "2026-02-25T18:20", "precision": "minute", "zone": "assumed", "provenance": "text"}','{"value": "2026-02-25T21:45", "precision": "minute", "zone": "assumed", "provenance": "text"}','3d1bb7829dab9a78eb9f274d6603f563df37994ce087cea1bf665fb3090e6dd4','6ecfd2030ffc02e5abba0ca6cb75a8ed9649015f786baeda6680c1057c180847','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(4,1,'Brennholt says it tracked three arms transfers over the Hollin Pass','A border post at the Hollin Pass in January. (Brennholt Ministry of Interior)

Brennholt''s border service said on Thursday that it had followed three arms transfers to Osmeria since December, all of them at night and all of them by road.

The service showed journalists photographs of covered trucks near the Hollin Pass. It said the loads had been artillery munitions and spare parts, and that the drivers had carried Varish papers.

"We counted axles, we counted crates, and we counted the hours," said Colonel Brita Anselm, who leads the service. "This was not farm machinery."

Vareland''s defense ministry called the claim "a winter tale." It said that every export is reported to parliament, as the law demands, and that none had gone over the pass.

Osmeria did not comment. Its government has said before that it buys what it needs "from whoever sells, in daylight."

The pass has been closed by snow since Monday, and the service expects no further traffic before next week.',NULL,'Mirel Ostrander','The Dunmarrow Courier',NULL,NULL,'en','{"value": "2026-02-26T14:32", "precision": "minute", "zone": "assumed", "provenance": "text"}',NULL,'324b08af5e1b166d71e49ffc4a2159ee094ebe0825a74928894fe26e3b628c67','2f5ddb8122718434d209aeb923525493fe769227a92ee5146cec538747b162a3','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(5,1,'Osmeria''s cabinet puts off missile deal by a week','TESSARO, Feb. 27 (Meridian) -- Osmeria''s cabinet on Friday put off a decision on a missile deal with Vareland by one week, saying that it wanted to see the price in writing first.

Government spokeswoman Ada Lisk said ministers had spent three hours on the matter. "Nothing is off the table, and nothing is on it yet," she said.

The delay follows talks in Tessaro earlier this week between the defense ministers of the two republics. Neither side has said how many of the rockets are to be delivered, or when.

The finance ministry has warned that the purchase could take up a third of this year''s defense budget. It asked for payment over six years instead of two.',NULL,'Hanne Dorval','Meridian Wire',NULL,'TESSARO, Feb. 27 (Meridian)','en','{"value": "2026-02-27T11:50:00+01:00", "precision": "second", "zone": "stated", "provenance": "given"}',NULL,'279a8fdfa5106948ab7b15285ba93276d8a746b7c329adba6a4e0ad980db7251','b5ac3b9a8c1372da45d5ef73e43d0fa419a0dadc78129613bf842c18ee2ff128','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(6,1,'Brennholt and Lorvany revive their mutual defense pact','Brennholt and Lorvany on Friday revived a mutual defense pact that had lapsed nine years ago. The text says that an attack on one is to be answered by both.

The signing took place in the old customs house of Dunmarrow. Both prime ministers stressed that the pact names no adversary.

The parliaments of the two countries are to vote on it in April.',NULL,'Edda Kornfeld','The Halvane Review',NULL,NULL,'en','{"value": "2026-02-20", "precision": "day", "zone": "assumed", "provenance": "given"}',NULL,'289a199b0460e2851696731e14593ab687d92d4da0e4d555fef8757e8afa0586','9f479f9d60359a7f51c77f119773405ed651aebd8501623837794d88b8ba2e8c','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(7,1,'Inspectors find no trace of new launchers at Lunna','A team of inspectors from the Strait Commission left the Lunna works on Saturday without having found new launchers.

The team was given access to two of three halls. The third, the management said, was being painted.

The commission''s report is due in May. Its first inspection, in 2024, was broken off after an hour.',NULL,'Ansel Brode','The Halvane Review',NULL,NULL,'en','{"value": "2026-02-21", "precision": "day", "zone": "assumed", "provenance": "given"}',NULL,'b99d8d42c34aac6a73271cb413fbc1177055d06d6ec57b519ccacd4c2ac4f294','7ce65caf02c25e080b7e443fcdf128914b36e35765cd6b47886c08575ea329c1','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(8,1,'Herring quota raised for the first time in a decade','The Kaldin Strait fisheries council has raised the herring quota by a tenth. It is the first increase in ten years.

Skippers in Sundhaven welcomed the decision. Scientists asked them to leave the spawning grounds alone until May.',NULL,'Edda Kornfeld','The Halvane Review',NULL,NULL,'en','{"value": "2026-02-22", "precision": "day", "zone": "assumed", "provenance": "given"}',NULL,'05e3715a55299639e302abf2073ca56c3ecfa4cb9e90b75ac23a36d4c97b5f83','b6828fa8321bc9fd5615c7e920303fbccca024e3a262d23f4bd1c9cbd7e6279a','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(9,1,'Maren opens visitor center at the old Sundhaven naval yard','SUNDHAVEN, Vareland, Feb. 14, 2026 (Sundhaven Post) — Defense Minister Ilsa Maren cut a ribbon on Saturday and became the first of what the city hopes will be 100,000 visitors a year to its old naval yard.

Maren told visitors that the yard belongs to an international story of shipbuilding, and that its internal records, long locked away, will be shown in glass cases. An exhibition about the army''s mule trains was transferred here from the capital.

The center holds the keel of a frigate that was never finished, a rope walk and a cafe. Entry is free for children and, until the end of March, for everyone else.

Visitation rules for groups are to be posted at the gate next week.',NULL,'Jonne Arkwell','Sundhaven Post',NULL,'SUNDHAVEN, Vareland, Feb. 14, 2026 (Sundhaven Post)','en','{"value": "2026-02-14", "precision": "day", "zone": "assumed", "provenance": "text"}',NULL,'13c0e7101154217d29ab54d3b36fe95ea56863b2bc4be9711b6465d3cd18cdbf','ffdac1e7d56cfef9cb5b26ff4cf97cf04574ae640e4c4f65d9d4feeac874b473','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(10,1,'Ferry fares to rise in March','A crossing from Port Elster to Sundhaven will cost eight crowns from the first of March, one crown more than today. The harbor board agreed on the new fares on Wednesday evening.

Season tickets stay as they are. Children under twelve travel free, and so do bicycles, if there is room on the car deck.

The board said that fuel had become dearer and that two of the five boats need new engines before the summer. A proposal to drop the last crossing of the day found no majority.

Passengers on Thursday''s first boat took the news calmly. "It is still cheaper than swimming," said one.',NULL,'Pia Sandell','Elster Gazette',NULL,NULL,'en','{"value": "2026-02-19T08:00:00+01:00", "precision": "second", "zone": "stated", "provenance": "meta"}',NULL,'3529176e16828bc7110694477fe5e073311d7b6cefa85b9c1f074eae8e4f3030','691a061e0f2f9e693aaaae9add4620813baad1edaae205299cb33237e14cd31a','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(11,1,'Lorvany summons Osmerian envoy over remarks on pact','The foreign ministry of Lorvany summoned the Osmerian ambassador to protest against what it called careless words about the new mutual defense pact with Brennholt.

Ambassador Ruvan Teel had said in a radio interview that the pact was "an invitation to be dragged into other people''s quarrels." The ministry said the ambassador listened, took notes and left by the side door.

A spokesman added that Lorvany does not supply arms to anyone and would not be supplied with any under the pact. "It is a promise, not a shopping list," he said.

The embassy said that Teel''s words had been shortened in the broadcast.',NULL,NULL,'The Lorvany Herald',NULL,NULL,'en',NULL,NULL,'6aa3136ce84408393f7e7f38e81445eb749a907d1449d947190fd94c983566e8','6b8ca9b070646edadd237d6bc5029bcd0ede623b29cde936735fb379bb776852','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(12,1,'Survey ship finds weapons crates on the Corvo reef','The survey ship Dovetail found eleven sealed weapons crates on the Corvo reef on Friday, the coast guard of Gannet said.

Captain Ida Brandt had the reef closed to fishing boats until Monday. Divers brought up the first crate in the afternoon; in it were forty rifles in oiled paper, without numbers and without a maker''s name. The crates lie at a depth of nineteen metres, in a line that points to the lighthouse of Halvane.

"They have not been there for long, there is hardly any weed on them," she said. The coast guard asked skippers who passed the reef since Tuesday to come forward. The harbour office keeps a list of them.',NULL,NULL,NULL,NULL,NULL,'en','{"value": "2026-11-21", "precision": "day", "zone": "assumed", "provenance": "url"}',NULL,'7c51f200d7a1597dc6741ee5d6f0d408d285a42c4ccd013d656156047cc2a1b5','d3ee176900559a2725c9b84d0bff345a03f284e3c2b2f8ada9c4746276a61de8','2026-11-22 02:03:49.606940',0,1,NULL);
INSERT INTO "article_version" VALUES(13,1,'Trawler captain admits to dumping guns in court at Esk','A trawler captain told judges at Esk that he had thrown weapons overboard at night because a patrol boat had come near.

Nobody had paid him for it, he insisted, and the buyer never gave a name. The prosecution wants to hear two deckhands before the trial goes on in December.',NULL,NULL,NULL,NULL,NULL,'en',NULL,NULL,'c07401d4e86e40f8b4115ce9d3a40b15fb8e4bc8550ec153e5c2ae9e8b15291d','7422c38ef3ac7d794bb399cfb807b0d717df11044362e00802cdef29027e5ce5','2026-11-22 02:03:49.606940',0,1,NULL);
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	delivery_id VARCHAR(64) NOT NULL, 
	started_at DATETIME NOT NULL, 
	finished_at DATETIME NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id), 
	CONSTRAINT fk_attempt_delivery_id_delivery FOREIGN KEY(delivery_id) REFERENCES delivery (id)
);
INSERT INTO "attempt" VALUES(1,'dl_d317bbd87f4763114d0b07ba','2026-11-22 02:03:58.382760','2026-11-22 02:03:58.512200','channel-down','bad_url: port 9 is refused (80, 443 and 1024 to 65535 are not) (the url of this channel needs a change)');
CREATE TABLE channel (
	name VARCHAR(200) NOT NULL, 
	rests_until DATETIME, 
	alarm TEXT NOT NULL, 
	failing_since DATETIME, 
	CONSTRAINT pk_channel PRIMARY KEY (name)
);
INSERT INTO "channel" VALUES('hook','2026-11-22 03:03:58.512200','channel hook needs a person: bad_url: port 9 is refused (80, 443 and 1024 to 65535 are not) (the url of this channel needs a change). Its deliveries are kept, and tried once an hour.','2026-11-22 02:03:58.512200');
CREATE TABLE delivery (
	id VARCHAR(64) NOT NULL, 
	digest_id VARCHAR(64) NOT NULL, 
	channel VARCHAR(200) NOT NULL, 
	recipient TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	detail TEXT NOT NULL, 
	lease_owner VARCHAR(64), 
	lease_fence INTEGER NOT NULL, 
	lease_until DATETIME, 
	body BLOB NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT fk_delivery_digest_id_digest FOREIGN KEY(digest_id) REFERENCES digest (id), 
	CONSTRAINT uq_delivery_once UNIQUE (digest_id, channel, recipient)
);
INSERT INTO "delivery" VALUES('dl_d317bbd87f4763114d0b07ba','dg_c1decf157b2b67590c3834af','hook','127.0.0.1:9','retry',1,'2026-11-22 02:03:56.649980','2026-11-22 03:03:58.512200',NULL,'channel down: bad_url: port 9 is refused (80, 443 and 1024 to 65535 are not) (the url of this channel needs a change)',NULL,1,NULL,X'7B2276657273696F6E223A312C2274797065223A22646967657374222C226964223A2264675F633164656366313537623262363735393063333833346166222C2273747265616D223A226465736B2D696E7374616E74222C227469746C65223A226465736B2C2061732069742068617070656E73222C227375626A656374223A22557267656E743A20566172656C616E64277320646566656E7365206368696566206172726976657320696E204F736D6572696120666F722074616C6B73206F6E2061726D73207472616E736665727320616E642033206D6F726520286465736B2C2061732069742068617070656E7329222C226B696E64223A22696E7374616E74222C227A6F6E65223A22555443222C22636F6D706F7365645F6174223A22323032362D31312D32325430323A30333A35362E3634393938305A222C22736C6F74223A22323032362D31312D32325430323A30333A35362E3138393234305A222C2273746F72696573223A5B7B226964223A312C22776879223A226E6577222C22726561736F6E223A22222C2274696572223A22757267656E74222C2261727469636C65223A312C2276657273696F6E223A312C2273757065727365646564223A66616C73652C22686561646C696E65223A22566172656C616E64277320646566656E7365206368696566206172726976657320696E204F736D6572696120666F722074616C6B73206F6E2061726D73207472616E7366657273222C2275726C223A6E756C6C2C226F75746C6574223A224D6572696469616E2057697265222C22617574686F72223A22546F6D6173205265796C222C2277697265223A6E756C6C2C226C616E6775616765223A22656E222C227075626C6973686564223A7B2276616C7565223A22323032362D30322D3234222C22707265636973696F6E223A22646179222C227A6F6E65223A22617373756D6564222C2270726F76656E616E6365223A2274657874227D2C2275706461746564223A6E756C6C2C227374616E64696E67223A6E756C6C2C2266697273745F7365656E223A22323032362D31312D32325430323A30333A34392E3630363934305A222C22726561736F6E73223A5B5D2C226C6173745F746F6C64223A6E756C6C2C226E657773223A5B5D2C226E6577735F746F74616C223A302C226E65775F66696775726573223A5B5D2C226E65775F6E616D6573223A5B5D2C226E65775F71756F746573223A5B5D2C22667572746865725F6F75746C657473223A5B5D2C2272756C6573223A5B7B226964223A226465736B2F61726D73222C227469746C65223A2261726D73204F5220776561706F6E73204F52206D697373696C65222C2274696572223A22757267656E74227D5D2C2265766964656E6365223A5B7B2272756C65223A226465736B2F61726D73222C226669656C64223A227469746C65222C227374617274223A35372C22656E64223A36312C2271756F7465223A2261726D73222C2273656E74656E6365223A22566172656C616E64277320646566656E7365206368696566206172726976657320696E204F736D6572696120666F722074616C6B73206F6E2061726D73207472616E7366657273227D2C7B2272756C65223A226465736B2F61726D73222C226669656C64223A2274657874222C227374617274223A3137392C22656E64223A3138332C2271756F7465223A2261726D73222C2273656E74656E6365223A225445535341524F2C204F736D657269612C204665622E20323420284D6572696469616E29202D2D20566172656C616E64277320446566656E7365204D696E697374657220496C7361204D6172656E206172726976656420696E205465737361726F206F6E205475657364617920666F7220612074776F2D6461792076697369742074686174206F6666696369616C73206F6E20626F7468207369646573207361696420776F756C642063656E746572206F6E2061726D73207472616E7366657273206163726F737320746865204B616C64696E205374726169742E227D2C7B2272756C65223A226465736B2F61726D73222C226669656C64223A2274657874222C227374617274223A313033382C22656E64223A313034352C2271756F7465223A22776561706F6E73222C2273656E74656E6365223A22556E64657220612032303139206C61772C2074686520566172697368207061726C69616D656E74206D75737420626520746F6C64206F6620746865207472616E73666572206F6620686561767920776561706F6E732077697468696E20333020646179732C206275742069742063616E6E6F742073746F70206F6E652E227D5D2C22636F70696573223A5B7B2261727469636C65223A322C2276657273696F6E223A312C226F75746C6574223A22456C737465722047617A65747465222C22686561646C696E65223A22566172656C616E64277320646566656E7365206368696566206172726976657320696E204F736D6572696120666F722074616C6B73206F6E2061726D73207472616E7366657273222C2275726C223A2268747470733A2F2F7777772E656C7374657267617A657474652E6578616D706C652F776F726C642F323032362F30322F32342F6D6172656E2D6F736D657269612D74616C6B73222C227075626C6973686564223A7B2276616C7565223A22323032362D30322D32345432313A30353A30302B30313A3030222C22707265636973696F6E223A227365636F6E64222C227A6F6E65223A22737461746564222C2270726F76656E616E6365223A226A736F6E2D6C64227D2C227365656E5F6174223A22323032362D31312D32325430323A30333A34392E3630363934305A222C22746F6C645F6265666F7265223A66616C73652C227374616E64696E67223A6E756C6C2C2273757065727365646564223A66616C73657D5D2C22636F706965735F746F74616C223A312C227265706F727473223A5B7B2261727469636C65223A342C2276657273696F6E223A312C226F75746C6574223A225468652044756E6D6172726F7720436F7572696572222C22686561646C696E65223A224272656E6E686F6C74207361797320697420747261636B65642074687265652061726D73207472616E7366657273206F7665722074686520486F6C6C696E2050617373222C2275726C223A6E756C6C2C227075626C6973686564223A7B2276616C7565223A22323032362D30322D32365431343A3332222C22707265636973696F6E223A226D696E757465222C227A6F6E65223A22617373756D6564222C2270726F76656E616E6365223A2274657874227D2C227365656E5F6174223A22323032362D31312D32325430323A30333A34392E3630363934305A222C22746F6C645F6265666F7265223A66616C73652C227374616E64696E67223A6E756C6C2C2273757065727365646564223A66616C73657D2C7B2261727469636C65223A352C2276657273696F6E223A312C226F75746C6574223A224D6572696469616E2057697265222C22686561646C696E65223A224F736D65726961277320636162696E65742070757473206F6666206D697373696C65206465616C2062792061207765656B222C2275726C223A2268747470733A2F2F7777772E6D6572696469616E776972652E6578616D706C652F323032362F30322F32372F30303431222C227075626C6973686564223A7B2276616C7565223A22323032362D30322D32375431313A35303A30302B30313A3030222C22707265636973696F6E223A227365636F6E64222C227A6F6E65223A22737461746564222C2270726F76656E616E6365223A22676976656E227D2C227365656E5F6174223A22323032362D31312D32325430323A30333A34392E3630363934305A222C22746F6C645F6265666F7265223A66616C73652C227374616E64696E67223A6E756C6C2C2273757065727365646564223A66616C73657D5D2C227265706F7274735F746F74616C223A327D2C7B226964223A322C22776879223A226E6577222C22726561736F6E223A22222C2274696572223A22757267656E74222C2261727469636C65223A31312C2276657273696F6E223A312C2273757065727365646564223A66616C73652C22686561646C696E65223A224C6F7276616E792073756D6D6F6E73204F736D657269616E20656E766F79206F7665722072656D61726B73206F6E2070616374222C2275726C223A6E756C6C2C226F75746C6574223A22546865204C6F7276616E7920486572616C64222C22617574686F72223A6E756C6C2C2277697265223A6E756C6C2C226C616E6775616765223A22656E222C227075626C6973686564223A6E756C6C2C2275706461746564223A6E756C6C2C227374616E64696E67223A6E756C6C2C2266697273745F7365656E223A22323032362D31312D32325430323A30333A34392E3630363934305A222C22726561736F6E73223A5B5D2C226C6173745F746F6C64223A6E756C6C2C226E657773223A5B5D2C226E6577735F746F74616C223A302C226E65775F66696775726573223A5B5D2C226E65775F6E616D6573223A5B5D2C226E65775F71756F746573223A5B5D2C22667572746865725F6F75746C657473223A5B5D2C2272756C6573223A5B7B226964223A226465736B2F61726D73222C227469746C65223A2261726D73204F5220776561706F6E73204F52206D697373696C65222C2274696572223A22757267656E74227D5D2C2265766964656E6365223A5B7B2272756C65223A226465736B2F61726D73222C226669656C64223A2274657874222C227374617274223A3432342C22656E64223A3432382C2271756F7465223A2261726D73222C2273656E74656E6365223A22412073706F6B65736D616E2061646465642074686174204C6F7276616E7920646F6573206E6F7420737570706C792061726D7320746F20616E796F6E6520616E6420776F756C64206E6F7420626520737570706C696564207769746820616E7920756E6465722074686520706163742E227D5D2C22636F70696573223A5B5D2C22636F706965735F746F74616C223A302C227265706F727473223A5B5D2C227265706F7274735F746F74616C223A307D2C7B226964223A332C22776879223A226E6577222C22726561736F6E223A22222C2274696572223A22757267656E74222C2261727469636C65223A31322C2276657273696F6E223A312C2273757065727365646564223A66616C73652C22686561646C696E65223A2253757276657920736869702066696E647320776561706F6E7320637261746573206F6E2074686520436F72766F2072656566222C2275726C223A2268747470733A2F2F7777772E67616E6E65746C65646765722E6578616D706C652F323032362F31312F32312F72656566222C226F75746C6574223A226F75746C6574206E6F74207072696E746564202866726F6D20696E626F7829222C22617574686F72223A6E756C6C2C2277697265223A6E756C6C2C226C616E6775616765223A22656E222C227075626C6973686564223A7B2276616C7565223A22323032362D31312D3231222C22707265636973696F6E223A22646179222C227A6F6E65223A22617373756D6564222C2270726F76656E616E6365223A2275726C227D2C2275706461746564223A6E756C6C2C227374616E64696E67223A6E756C6C2C2266697273745F7365656E223A22323032362D31312D32325430323A30333A34392E3630363934305A222C22726561736F6E73223A5B5D2C226C6173745F746F6C64223A6E756C6C2C226E657773223A5B5D2C226E6577735F746F74616C223A302C226E65775F66696775726573223A5B5D2C226E65775F6E616D6573223A5B5D2C226E65775F71756F746573223A5B5D2C22667572746865725F6F75746C657473223A5B5D2C2272756C6573223A5B7B226964223A226465736B2F61726D73222C227469746C65223A2261726D73204F5220776561706F6E73204F52206D697373696C65222C2274696572223A22757267656E74227D5D2C2265766964656E6365223A5B7B2272756C65223A226465736B2F61726D73222C226669656C64223A227469746C65222C227374617274223A31382C22656E64223A32352C2271756F7465223A22776561706F6E73222C2273656E74656E6365223A2253757276657920736869702066696E647320776561706F6E7320637261746573206F6E2074686520436F72766F2072656566227D2C7B2272756C65223A226465736B2F61726D73222C226669656C64223A2274657874222C227374617274223A34352C22656E64223A35322C2271756F7465223A22776561706F6E73222C2273656E74656E6365223A2254686520737572766579207368697020446F76657461696C20666F756E6420656C6576656E207365616C656420776561706F6E7320637261746573206F6E2074686520436F72766F2072656566206F6E204672696461792C2074686520636F617374206775617264206F662047616E6E657420736169642E227D5D2C22636F70696573223A5B5D2C22636F706965735F746F74616C223A302C227265706F727473223A5B5D2C227265706F7274735F746F74616C223A307D2C7B226964223A342C22776879223A226E6577222C22726561736F6E223A22222C2274696572223A22757267656E74222C2261727469636C65223A31332C2276657273696F6E223A312C2273757065727365646564223A66616C73652C22686561646C696E65223A22547261776C6572206361707461696E2061646D69747320746F2064756D70696E672067756E7320696E20636F7572742061742045736B222C2275726C223A2268747470733A2F2F7777772E65736B6D6F726E696E672E6578616D706C652F686172626F75722F736B69707065722D636172676F222C226F75746C6574223A226F75746C6574206E6F74207072696E746564202866726F6D20696E626F7829222C22617574686F72223A6E756C6C2C2277697265223A6E756C6C2C226C616E6775616765223A22656E222C227075626C6973686564223A6E756C6C2C2275706461746564223A6E756C6C2C227374616E64696E67223A6E756C6C2C2266697273745F7365656E223A22323032362D31312D32325430323A30333A34392E3630363934305A222C22726561736F6E73223A5B5D2C226C6173745F746F6C64223A6E756C6C2C226E657773223A5B5D2C226E6577735F746F74616C223A302C226E65775F66696775726573223A5B5D2C226E65775F6E616D6573223A5B5D2C226E65775F71756F746573223A5B5D2C22667572746865725F6F75746C657473223A5B5D2C2272756C6573223A5B7B226964223A226465736B2F61726D73222C227469746C65223A2261726D73204F5220776561706F6E73204F52206D697373696C65222C2274696572223A22757267656E74227D5D2C2265766964656E6365223A5B7B2272756C65223A226465736B2F61726D73222C226669656C64223A2274657874222C227374617274223A35362C22656E64223A36332C2271756F7465223A22776561706F6E73222C2273656E74656E6365223A224120747261776C6572206361707461696E20746F6C64206A75646765732061742045736B207468617420686520686164207468726F776E20776561706F6E73206F766572626F617264206174206E696768742062656361757365206120706174726F6C20626F61742068616420636F6D65206E6561722E227D5D2C22636F70696573223A5B5D2C22636F706965735F746F74616C223A302C227265706F727473223A5B5D2C227265706F7274735F746F74616C223A307D5D2C226D6F7265223A7B2273746F72696573223A302C22757267656E74223A302C22666F6C6C6F77223A302C2275726C223A6E756C6C7D2C226D656E74696F6E73223A5B5D2C2272656D696E64657273223A5B5D2C226B657074223A5B5D2C226B6570745F746F74616C223A302C226A6F696E6564223A5B5D2C226A6F696E65645F746F74616C223A302C22636F766572616765223A7B2273696E6365223A6E756C6C2C22756E74696C223A22323032362D31312D32325430323A30333A35362E3634393938305A222C22736F7572636573223A7B22636865636B6564223A322C226661696C6564223A5B5D2C2273696C656E74223A5B5D2C22706F737369626C655F67617073223A5B5D2C22626173656C696E65223A5B5D2C226368616E6765645F7368617065223A5B5D2C226F7665725F616374697665223A5B5D2C22666C6F6F6473223A5B5D2C226D6F766564223A5B5D7D2C2261727469636C6573223A7B227365656E223A31332C226D617463686564223A392C226D6572676564223A312C2268656C64223A302C22756E7265616461626C65223A302C22637574223A302C22726570656174696E67223A302C22756E64656369646564223A307D2C22736C6F74735F6D6572676564223A302C227369626C696E67223A6E756C6C2C22746F6C645F696E7374616E746C79223A302C2272756C65735F6F6666223A5B5D2C2272756C65735F756E64656369646564223A5B5D2C2273656E74656E636573223A5B224669727374206D657373616765206F6620746869732073747265616D3B20697420737065616B73206F6620776861742063616D652073696E6365203232204E6F762030323A30322C20757020746F203232204E6F762030323A30332028555443292E222C223220736F757263657320636865636B65642C206E6F6E65206661696C65642E222C223133206E65772061727469636C6573207365656E2C2039206D6174636865642E222C223120636F707920636F756E7465642C206E6F7420746F6C6420616761696E2E225D7D7D');
CREATE TABLE digest (
	id VARCHAR(64) NOT NULL, 
	stream_id VARCHAR(200) NOT NULL, 
	slot_id INTEGER NOT NULL, 
	composed_at DATETIME NOT NULL, 
	subject TEXT NOT NULL, 
	stories INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	html TEXT NOT NULL, 
	data TEXT NOT NULL, 
	CONSTRAINT pk_digest PRIMARY KEY (id), 
	CONSTRAINT fk_digest_slot_id_slot FOREIGN KEY(slot_id) REFERENCES slot (id), 
	CONSTRAINT fk_digest_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE, 
	CONSTRAINT uq_digest_slot_id UNIQUE (slot_id)
);
INSERT INTO "digest" VALUES('dg_c1decf157b2b67590c3834af','desk-instant',2,'2026-11-22 02:03:56.649980','Urgent: Vareland''s defense chief arrives in Osmeria for talks on arms transfers and 3 more (desk, as it happens)',4,'WIREWATCH
desk, as it happens
Sunday, 22 November 2026, 02:03 (UTC)
4 stories (4 urgent)
==============================================================================

 1  [URGENT] Vareland''s defense chief arrives in Osmeria for talks on *arms*
    transfers
    Meridian Wire, carried by 1 (Elster Gazette); 1 independent report, 1
    further text; first seen 02:03
    By Tomas Reyl · published 24 Feb 2026

    | TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa
    | Maren arrived in Tessaro on Tuesday for a two-day visit that officials
    | on both sides said would center on *arms* transfers across the Kaldin
    | Strait.

    | Under a 2019 law, the Varish parliament must be told of the transfer of
    | heavy *weapons* within 30 days, but it cannot stop one.

    Matched: arms OR weapons OR missile (urgent) · article 1
    + The Dunmarrow Courier: Brennholt says it tracked three arms transfers
      over the Hollin Pass
    + Meridian Wire: Osmeria''s cabinet puts off missile deal by a week
      https://www.meridianwire.example/2026/02/27/0041

 2  [URGENT] Lorvany summons Osmerian envoy over remarks on pact
    The Lorvany Herald; first seen 02:03
    Byline and date not printed

    | A spokesman added that Lorvany does not supply *arms* to anyone and
    | would not be supplied with any under the pact.

    Matched: arms OR weapons OR missile (urgent) · article 11

 3  [URGENT] Survey ship finds *weapons* crates on the Corvo reef
    outlet not printed (from inbox); first seen 02:03
    Published 21 Nov 2026 · byline not printed

    | The survey ship Dovetail found eleven sealed *weapons* crates on the
    | Corvo reef on Friday, the coast guard of Gannet said.

    Matched: arms OR weapons OR missile (urgent) · article 12
    https://www.gannetledger.example/2026/11/21/reef

 4  [URGENT] Trawler captain admits to dumping guns in court at Esk
    outlet not printed (from inbox); first seen 02:03
    Byline and date not printed

    | A trawler captain told judges at Esk that he had thrown *weapons*
    | overboard at night because a patrol boat had come near.

    Matched: arms OR weapons OR missile (urgent) · article 13
    https://www.eskmorning.example/harbour/skipper-cargo

Coverage
------------------------------------------------------------------------------
- First message of this stream; it speaks of what came since 22 Nov 02:02, up
  to 22 Nov 02:03 (UTC).
- 2 sources checked, none failed.
- 13 new articles seen, 9 matched.
- 1 copy counted, not told again.

==============================================================================
Wirewatch · dg_c1decf157b2b67590c3834af
','<!DOCTYPE html><html lang="en" style="color-scheme:light dark"><head><style>@media (max-width:520px){
.outer{padding:0!important}
.head{padding:24px 20px 20px!important}
.story{padding:22px 20px!important}
.coverage{padding:22px 20px 24px!important}
h1{font-size:25px!important;line-height:31px!important}
.foot{padding:14px 20px 20px!important}
} @media (prefers-color-scheme:dark){
body,.page{background-color:#131619!important}
.card{background-color:#1b1f24!important;border-top-color:#6d8ca8!important}
.story,.coverage{border-top-color:#333a41!important}
.coverage{background-color:#171b1f!important}
h1,h2,.ink,.finding,.outlets,.quiet,.quote,.lead,.more{color:#e8e6e0!important}
.when,.over,.credit,.label,.further,.matched,h3,.briefs,.background,.foot{color:#a2abb3!important}
ul{color:#bcc3c9!important}
.logo,.accent{color:#6d8ca8!important}
.quote{border-left-color:#4b535b!important}
.hit{background-color:#57481a!important;color:#fbeebb!important}
.urgent{background-color:#c9423d!important;color:#ffffff!important}
} </style>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>Urgent: Vareland''s defense chief arrives in Osmeria for talks on arms transfers and 3 more (desk, as it happens)</title>

<style data-css-inline="keep">
:root{color-scheme:light dark}
@media (max-width:520px){
.outer{padding:0!important}
.head{padding:24px 20px 20px!important}
.story{padding:22px 20px!important}
.coverage{padding:22px 20px 24px!important}
h1{font-size:25px!important;line-height:31px!important}
.foot{padding:14px 20px 20px!important}
}
@media (prefers-color-scheme:dark){
body,.page{background-color:#131619!important}
.card{background-color:#1b1f24!important;border-top-color:#6d8ca8!important}
.story,.coverage{border-top-color:#333a41!important}
.coverage{background-color:#171b1f!important}
h1,h2,.ink,.finding,.outlets,.quiet,.quote,.lead,.more{color:#e8e6e0!important}
.when,.over,.credit,.label,.further,.matched,h3,.briefs,.background,.foot{color:#a2abb3!important}
ul{color:#bcc3c9!important}
.logo,.accent{color:#6d8ca8!important}
.quote{border-left-color:#4b535b!important}
.hit{background-color:#57481a!important;color:#fbeebb!important}
.urgent{background-color:#c9423d!important;color:#ffffff!important}
}
</style>
</head>
<body class="page" style="margin:0;padding:0;color:#1f242a;-webkit-text-size-adjust:100%;background-color:#f3f1ec;width:100%;border-collapse:collapse">
<div class="pre" style="display:none;max-height:0;overflow:hidden;opacity:0">Vareland''s defense chief arrives in Osmeria for talks on arms transfers · Lorvany summons Osmerian envoy over remarks on pact</div>
<table class="page" role="presentation" cellspacing="0" cellpadding="0" style="background-color:#f3f1ec;width:100%;border-collapse:collapse"><tbody><tr><td class="outer" align="center" style="padding:28px 12px">
<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<div class="card" style="max-width:640px;margin:0 auto;background-color:#fdfdfb;border-top:3px solid #1f4e79;text-align:left;font-family:''Helvetica Neue'',Helvetica,Arial,sans-serif">
<div class="head" style="padding:30px 40px 24px">
<p class="logo" style="margin:0;font-weight:bold;font-size:12px;line-height:16px;letter-spacing:.14em;text-transform:uppercase;color:#1f4e79">Wirewatch</p>
<h1 dir="auto" style="margin:14px 0 0;font:normal 29px/36px Georgia,''Times New Roman'',serif;color:#1f242a">desk, as it happens</h1>
<p class="when" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#5d666f">Sunday, 22 November 2026, 02:03 (UTC)</p>
<p class="finding" style="margin:2px 0 0;font-weight:bold;font-size:13px;line-height:20px;color:#1f242a">4 stories (4 urgent)</p>
</div>
<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">
<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>
<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a">Vareland''s defense chief arrives in Osmeria for talks on <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> transfers</h2>
<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>Meridian Wire</b>, carried by 1 (<a class="quiet" rel="noopener noreferrer" href="https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks" style="color:#1f242a;text-decoration:underline">Elster Gazette</a>); 1 independent report, 1 further text; first seen 02:03</p>
<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">By Tomas Reyl · published 24 Feb 2026</p>
<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> transfers across the Kaldin Strait.</p>
<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">Under a 2019 law, the Varish parliament must be told of the transfer of heavy <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">weapons</b> within 30 days, but it cannot stop one.</p>
<div class="further" style="margin:16px 0 0;font-size:13px;line-height:20px;color:#5d666f">
<p dir="auto" style="margin:0 0 3px">The Dunmarrow Courier: Brennholt says it tracked three arms transfers over the Hollin Pass</p>
<p dir="auto" style="margin:0 0 3px">Meridian Wire: <a class="quiet" rel="noopener noreferrer" href="https://www.meridianwire.example/2026/02/27/0041" style="color:#1f242a;text-decoration:underline">Osmeria''s cabinet puts off missile deal by a week</a></p>
</div>
<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 1</p>
</div>
<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">
<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>
<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a">Lorvany summons Osmerian envoy over remarks on pact</h2>
<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>The Lorvany Herald</b>; first seen 02:03</p>
<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">Byline and date not printed</p>
<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">A spokesman added that Lorvany does not supply <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> to anyone and would not be supplied with any under the pact.</p>
<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 11</p>
</div>
<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">
<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>
<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a"><a class="ink" rel="noopener noreferrer" href="https://www.gannetledger.example/2026/11/21/reef" style="color:#1f242a;text-decoration:none">Survey ship finds <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">weapons</b> crates on the Corvo reef</a></h2>
<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>outlet not printed (from inbox)</b>; first seen 02:03</p>
<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">Published 21 Nov 2026 · byline not printed</p>
<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">The survey ship Dovetail found eleven sealed <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">weapons</b> crates on the Corvo reef on Friday, the coast guard of Gannet said.</p>
<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 12 &nbsp;·&nbsp; <a class="accent" rel="noopener noreferrer" href="https://www.gannetledger.example/2026/11/21/reef" style="color:#1f4e79;text-decoration:underline">gannetledger.example</a></p>
</div>
<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">
<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>
<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a"><a class="ink" rel="noopener noreferrer" href="https://www.eskmorning.example/harbour/skipper-cargo" style="color:#1f242a;text-decoration:none">Trawler captain admits to dumping guns in court at Esk</a></h2>
<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>outlet not printed (from inbox)</b>; first seen 02:03</p>
<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">Byline and date not printed</p>
<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">A trawler captain told judges at Esk that he had thrown <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">weapons</b> overboard at night because a patrol boat had come near.</p>
<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 13 &nbsp;·&nbsp; <a class="accent" rel="noopener noreferrer" href="https://www.eskmorning.example/harbour/skipper-cargo" style="color:#1f4e79;text-decoration:underline">eskmorning.example</a></p>
</div>

<div class="coverage" style="padding:26px 40px 28px;border-top:1px solid #e2dfd7;background-color:#f8f6f1">
<h3 style="margin:0 0 10px;font-weight:bold;font-size:12px;line-height:16px;letter-spacing:.1em;text-transform:uppercase;color:#5d666f">Coverage</h3>
<ul style="margin:0;padding:0 0 0 16px;font-size:13px;line-height:20px;color:#444c54">
<li style="margin:0 0 3px">First message of this stream; it speaks of what came since 22 Nov 02:02, up to 22 Nov 02:03 (UTC).</li>
<li style="margin:0 0 3px">2 sources checked, none failed.</li>
<li style="margin:0 0 3px">13 new articles seen, 9 matched.</li>
<li style="margin:0 0 3px">1 copy counted, not told again.</li>
</ul>
</div>

</div>
<!--[if mso]></td></tr></table><![endif]-->
<div class="foot" style="font-family:''Helvetica Neue'',Helvetica,Arial,sans-serif;max-width:640px;margin:0 auto;padding:14px 12px 0;font-size:11px;line-height:16px;color:#6a727a;text-align:center">Wirewatch · dg_c1decf157b2b67590c3834af</div>
</td></tr></tbody></table>


</body></html>','{"version":1,"type":"digest","id":"dg_c1decf157b2b67590c3834af","stream":"desk-instant","title":"desk, as it happens","subject":"Urgent: Vareland''s defense chief arrives in Osmeria for talks on arms transfers and 3 more (desk, as it happens)","kind":"instant","zone":"UTC","composed_at":"2026-11-22T02:03:56.649980Z","slot":"2026-11-22T02:03:56.189240Z","stories":[{"id":1,"why":"new","reason":"","tier":"urgent","article":1,"version":1,"superseded":false,"headline":"Vareland''s defense chief arrives in Osmeria for talks on arms transfers","url":null,"outlet":"Meridian Wire","author":"Tomas Reyl","wire":null,"language":"en","published":{"value":"2026-02-24","precision":"day","zone":"assumed","provenance":"text"},"updated":null,"standing":null,"first_seen":"2026-11-22T02:03:49.606940Z","reasons":[],"last_told":null,"news":[],"news_total":0,"new_figures":[],"new_names":[],"new_quotes":[],"further_outlets":[],"rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"title","start":57,"end":61,"quote":"arms","sentence":"Vareland''s defense chief arrives in Osmeria for talks on arms transfers"},{"rule":"desk/arms","field":"text","start":179,"end":183,"quote":"arms","sentence":"TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on arms transfers across the Kaldin Strait."},{"rule":"desk/arms","field":"text","start":1038,"end":1045,"quote":"weapons","sentence":"Under a 2019 law, the Varish parliament must be told of the transfer of heavy weapons within 30 days, but it cannot stop one."}],"copies":[{"article":2,"version":1,"outlet":"Elster Gazette","headline":"Vareland''s defense chief arrives in Osmeria for talks on arms transfers","url":"https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks","published":{"value":"2026-02-24T21:05:00+01:00","precision":"second","zone":"stated","provenance":"json-ld"},"seen_at":"2026-11-22T02:03:49.606940Z","told_before":false,"standing":null,"superseded":false}],"copies_total":1,"reports":[{"article":4,"version":1,"outlet":"The Dunmarrow Courier","headline":"Brennholt says it tracked three arms transfers over the Hollin Pass","url":null,"published":{"value":"2026-02-26T14:32","precision":"minute","zone":"assumed","provenance":"text"},"seen_at":"2026-11-22T02:03:49.606940Z","told_before":false,"standing":null,"superseded":false},{"article":5,"version":1,"outlet":"Meridian Wire","headline":"Osmeria''s cabinet puts off missile deal by a week","url":"https://www.meridianwire.example/2026/02/27/0041","published":{"value":"2026-02-27T11:50:00+01:00","precision":"second","zone":"stated","provenance":"given"},"seen_at":"2026-11-22T02:03:49.606940Z","told_before":false,"standing":null,"superseded":false}],"reports_total":2},{"id":2,"why":"new","reason":"","tier":"urgent","article":11,"version":1,"superseded":false,"headline":"Lorvany summons Osmerian envoy over remarks on pact","url":null,"outlet":"The Lorvany Herald","author":null,"wire":null,"language":"en","published":null,"updated":null,"standing":null,"first_seen":"2026-11-22T02:03:49.606940Z","reasons":[],"last_told":null,"news":[],"news_total":0,"new_figures":[],"new_names":[],"new_quotes":[],"further_outlets":[],"rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"text","start":424,"end":428,"quote":"arms","sentence":"A spokesman added that Lorvany does not supply arms to anyone and would not be supplied with any under the pact."}],"copies":[],"copies_total":0,"reports":[],"reports_total":0},{"id":3,"why":"new","reason":"","tier":"urgent","article":12,"version":1,"superseded":false,"headline":"Survey ship finds weapons crates on the Corvo reef","url":"https://www.gannetledger.example/2026/11/21/reef","outlet":"outlet not printed (from inbox)","author":null,"wire":null,"language":"en","published":{"value":"2026-11-21","precision":"day","zone":"assumed","provenance":"url"},"updated":null,"standing":null,"first_seen":"2026-11-22T02:03:49.606940Z","reasons":[],"last_told":null,"news":[],"news_total":0,"new_figures":[],"new_names":[],"new_quotes":[],"further_outlets":[],"rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"title","start":18,"end":25,"quote":"weapons","sentence":"Survey ship finds weapons crates on the Corvo reef"},{"rule":"desk/arms","field":"text","start":45,"end":52,"quote":"weapons","sentence":"The survey ship Dovetail found eleven sealed weapons crates on the Corvo reef on Friday, the coast guard of Gannet said."}],"copies":[],"copies_total":0,"reports":[],"reports_total":0},{"id":4,"why":"new","reason":"","tier":"urgent","article":13,"version":1,"superseded":false,"headline":"Trawler captain admits to dumping guns in court at Esk","url":"https://www.eskmorning.example/harbour/skipper-cargo","outlet":"outlet not printed (from inbox)","author":null,"wire":null,"language":"en","published":null,"updated":null,"standing":null,"first_seen":"2026-11-22T02:03:49.606940Z","reasons":[],"last_told":null,"news":[],"news_total":0,"new_figures":[],"new_names":[],"new_quotes":[],"further_outlets":[],"rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"text","start":56,"end":63,"quote":"weapons","sentence":"A trawler captain told judges at Esk that he had thrown weapons overboard at night because a patrol boat had come near."}],"copies":[],"copies_total":0,"reports":[],"reports_total":0}],"more":{"stories":0,"urgent":0,"follow":0,"url":null},"mentions":[],"reminders":[],"kept":[],"kept_total":0,"joined":[],"joined_total":0,"coverage":{"since":null,"until":"2026-11-22T02:03:56.649980Z","sources":{"checked":2,"failed":[],"silent":[],"possible_gaps":[],"baseline":[],"changed_shape":[],"over_active":[],"floods":[],"moved":[]},"articles":{"seen":13,"matched":9,"merged":1,"held":0,"unreadable":0,"cut":0,"repeating":0,"undecided":0},"slots_merged":0,"sibling":null,"told_instantly":0,"rules_off":[],"rules_undecided":[],"sentences":["First message of this stream; it speaks of what came since 22 Nov 02:02, up to 22 Nov 02:03 (UTC).","2 sources checked, none failed.","13 new articles seen, 9 matched.","1 copy counted, not told again."]}}');
CREATE TABLE document (
	source_id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	stamp VARCHAR(128) NOT NULL, 
	seen_at DATETIME NOT NULL, 
	aside BOOLEAN NOT NULL, 
	code VARCHAR(64), 
	detail TEXT, 
	kept_as TEXT, 
	CONSTRAINT pk_document PRIMARY KEY (source_id, name), 
	CONSTRAINT fk_document_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "document" VALUES('inbox','01-meridian-maren-visit.txt','1807:1795332914589609555:1795332914589609555','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','02-elster-gazette-maren-visit.html','3925:1795332914590254313:1795332914590254313','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','03-tessaro-observer-maren-petrell.txt','1479:1795332914594322344:1795332914594322344','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','04-dunmarrow-courier-arms-transfers.md','1478:1795332914594743290:1795332914594743290','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','05-meridian-missile-deal.json','971:1795332914595167291:1795332914595167291','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','06-halvane-review-briefs.jsonl','1708:1795332914598254313:1795332914598254313','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','07-sundhaven-post-visitor-center.txt','829:1795332914602573389:1795332914602573389','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','08-elster-gazette-ferry-fares.html','1484:1795332914603049598:1795332914603049598','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','09-lorvany-herald-envoy.txt','759:1795332914603491292:1795332914603491292','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','reef.json','818:1795332914603943777:1795332914603943777','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
INSERT INTO "document" VALUES('inbox','skipper.json','466:1795332914604312065:1795332914604312065','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL);
CREATE TABLE entry (
	source_id VARCHAR(200) NOT NULL, 
	"key" TEXT NOT NULL, 
	article_id INTEGER NOT NULL, 
	first_seen_at DATETIME NOT NULL, 
	last_seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (source_id, "key"), 
	CONSTRAINT fk_entry_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_entry_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "entry" VALUES('inbox','id:01-meridian-maren-visit.txt',1,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:meridian wire:635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3',1,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:f8d4e68fcacf1ae1b0d5d8c32768debef845b3ed78d9f17f4ed6441f0371d4ba',1,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:02-elster-gazette-maren-visit.html',2,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks',2,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:elstergazette.example:635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3',2,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:e01a8afa98eea84e3df684a78ab30ea0a5ae26c360d7adbcacccf1eea6c83d92',2,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:03-tessaro-observer-maren-petrell.txt',3,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:tessaro observer:3d1bb7829dab9a78eb9f274d6603f563df37994ce087cea1bf665fb3090e6dd4',3,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:c8acbd67393d0fee47eac61f4a7be5c52e29a31ce9dfa3848956fa24d2dd49d2',3,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:04-dunmarrow-courier-arms-transfers.md',4,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:the dunmarrow courier:324b08af5e1b166d71e49ffc4a2159ee094ebe0825a74928894fe26e3b628c67',4,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:9b7199bf8ec7d3ec171b0a31d5917a511ffff93392d4c22a76a4f855baa72629',4,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:meridian-20260227-0041',5,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.meridianwire.example/2026/02/27/0041',5,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:meridianwire.example:279a8fdfa5106948ab7b15285ba93276d8a746b7c329adba6a4e0ad980db7251',5,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:b2503841fd11a486ed18bde26acd53f8384f4e25554b52a77b23fa8e1c320330',5,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:halvane-2026-0211',6,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.halvanereview.example/briefs/pact',6,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:halvanereview.example:289a199b0460e2851696731e14593ab687d92d4da0e4d555fef8757e8afa0586',6,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:e5b61df5cea0735ee9dc1fac64bf63c9f7d55a1fb24be59017c32fa4c3d5fa17',6,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:halvane-2026-0212',7,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.halvanereview.example/briefs/inspectors',7,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:halvanereview.example:b99d8d42c34aac6a73271cb413fbc1177055d06d6ec57b519ccacd4c2ac4f294',7,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:8ec92bddab569fccd311e5774fcf0cf06f87ad4001c52d527f073c00d8df83c4',7,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:halvane-2026-0213',8,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.halvanereview.example/briefs/herring',8,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:halvanereview.example:05e3715a55299639e302abf2073ca56c3ecfa4cb9e90b75ac23a36d4c97b5f83',8,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:25ff9dcc19aaf983bd2aa2835f3ffffecb3215b48122b89092997dc389faabc3',8,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:07-sundhaven-post-visitor-center.txt',9,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:sundhaven post:13c0e7101154217d29ab54d3b36fe95ea56863b2bc4be9711b6465d3cd18cdbf',9,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:f9c28f05b5f5e816a32a63935966f7169265455743731ea0e0ab4c38ff4f22af',9,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:08-elster-gazette-ferry-fares.html',10,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.elstergazette.example/harbor/ferry-fares',10,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:elstergazette.example:3529176e16828bc7110694477fe5e073311d7b6cefa85b9c1f074eae8e4f3030',10,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:7861d55707654fd2f70cc2d4aefebcda4111b258cb533935c0fa1951af6bbe85',10,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:09-lorvany-herald-envoy.txt',11,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:the lorvany herald:6aa3136ce84408393f7e7f38e81445eb749a907d1449d947190fd94c983566e8',11,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:1bd5613c155c8695b83efc20e4bae1aa3b484dfdd56862da6fc0e077604abbc8',11,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:https://www.gannetledger.example/2026/11/21/reef',12,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.gannetledger.example/2026/11/21/reef',12,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:gannetledger.example:7c51f200d7a1597dc6741ee5d6f0d408d285a42c4ccd013d656156047cc2a1b5',12,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:747d2e80def58ea1b5cc60a93f2eae1241fd505f35a88f63995c169a0182b355',12,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','id:https://www.eskmorning.example/harbour/skipper-cargo',13,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','url:https://www.eskmorning.example/harbour/skipper-cargo',13,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','text:eskmorning.example:c07401d4e86e40f8b4115ce9d3a40b15fb8e4bc8550ec153e5c2ae9e8b15291d',13,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
INSERT INTO "entry" VALUES('inbox','as:affef2a5892dcca19af87c499637ea2e3a65889590397ead409ada72d3f16391',13,'2026-11-22 02:03:50.378760','2026-11-22 02:03:50.378760');
CREATE TABLE "match" (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	watchlist VARCHAR(200) NOT NULL, 
	rule VARCHAR(200) NOT NULL, 
	title TEXT NOT NULL, 
	tier VARCHAR(16) NOT NULL, 
	rule_set INTEGER NOT NULL, 
	evidence JSON NOT NULL, 
	matched_at DATETIME NOT NULL, 
	CONSTRAINT pk_match PRIMARY KEY (id), 
	CONSTRAINT fk_match_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_match_rule_set_rule_set FOREIGN KEY(rule_set) REFERENCES rule_set (number), 
	CONSTRAINT uq_match_once UNIQUE (article_id, version, watchlist, rule)
);
INSERT INTO "match" VALUES(1,1,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 57, "end": 61, "quote": "arms", "clause": "arms", "sentence": [0, 71]}, {"field": "text", "start": 179, "end": 183, "quote": "arms", "clause": "arms", "sentence": [0, 219]}, {"field": "text", "start": 1038, "end": 1045, "quote": "weapons", "clause": "weapons", "sentence": [960, 1085]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(2,1,1,'desk','visits','visit','normal',1,'[{"field": "text", "start": 123, "end": 128, "quote": "visit", "clause": "visit", "sentence": [0, 219]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(3,2,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 57, "end": 61, "quote": "arms", "clause": "arms", "sentence": [0, 71]}, {"field": "text", "start": 179, "end": 183, "quote": "arms", "clause": "arms", "sentence": [0, 219]}, {"field": "text", "start": 1038, "end": 1045, "quote": "weapons", "clause": "weapons", "sentence": [960, 1085]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(4,2,1,'desk','visits','visit','normal',1,'[{"field": "text", "start": 123, "end": 128, "quote": "visit", "clause": "visit", "sentence": [0, 219]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(5,3,1,'desk','visits','visit','normal',1,'[{"field": "text", "start": 4, "end": 9, "quote": "visit", "clause": "visit", "sentence": [0, 141]}, {"field": "text", "start": 587, "end": 594, "quote": "visited", "clause": "visit", "sentence": [581, 636]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(6,4,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 32, "end": 36, "quote": "arms", "clause": "arms", "sentence": [0, 67]}, {"field": "text", "start": 150, "end": 154, "quote": "arms", "clause": "arms", "sentence": [79, 237]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(7,5,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 27, "end": 34, "quote": "missile", "clause": "missile", "sentence": [0, 49]}, {"field": "text", "start": 83, "end": 90, "quote": "missile", "clause": "missile", "sentence": [0, 179]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(8,6,1,'desk','pact','"mutual defence" OR pact OR treaty','normal',1,'[{"field": "title", "start": 50, "end": 54, "quote": "pact", "clause": "pact", "sentence": [0, 54]}, {"field": "text", "start": 57, "end": 61, "quote": "pact", "clause": "pact", "sentence": [0, 93]}, {"field": "text", "start": 259, "end": 263, "quote": "pact", "clause": "pact", "sentence": [220, 283]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(9,11,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "text", "start": 424, "end": 428, "quote": "arms", "clause": "arms", "sentence": [377, 489]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(10,11,1,'desk','pact','"mutual defence" OR pact OR treaty','normal',1,'[{"field": "title", "start": 47, "end": 51, "quote": "pact", "clause": "pact", "sentence": [0, 51]}, {"field": "text", "start": 143, "end": 147, "quote": "pact", "clause": "pact", "sentence": [0, 163]}, {"field": "text", "start": 226, "end": 230, "quote": "pact", "clause": "pact", "sentence": [165, 294]}, {"field": "text", "start": 484, "end": 488, "quote": "pact", "clause": "pact", "sentence": [377, 489]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(11,12,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 18, "end": 25, "quote": "weapons", "clause": "weapons", "sentence": [0, 50]}, {"field": "text", "start": 45, "end": 52, "quote": "weapons", "clause": "weapons", "sentence": [0, 120]}]','2026-11-22 02:03:50.378760');
INSERT INTO "match" VALUES(12,13,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "text", "start": 56, "end": 63, "quote": "weapons", "clause": "weapons", "sentence": [0, 119]}]','2026-11-22 02:03:50.378760');
CREATE TABLE notice (
	id INTEGER NOT NULL, 
	source_id VARCHAR(200) NOT NULL, 
	trouble VARCHAR(32) NOT NULL, 
	over BOOLEAN NOT NULL, 
	noticed_at DATETIME NOT NULL, 
	detail TEXT NOT NULL, 
	told_at DATETIME, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT fk_notice_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
);
CREATE TABLE page (
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT, 
	media_type TEXT, 
	sha256 VARCHAR(64) NOT NULL, 
	body BLOB NOT NULL, 
	fetched_at DATETIME NOT NULL, 
	CONSTRAINT pk_page PRIMARY KEY (article_id, version), 
	CONSTRAINT fk_page_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
);
INSERT INTO "page" VALUES(1,1,'01-meridian-maren-visit.txt',NULL,NULL,'f9b49b8ee13f1ef473175f3890596d3e67bd967a61e2bdd4629e6b84727c4fd5',X'789C8D55CD6EE33610BEEB29A6C9A109600B597751A0B7663759B4D8262936E9EEA1E88126C726618A1448CAAA807D8E3E481FA94FD26F28D9D8A228D09B258E66BEBFA1BFFAF5B7AB6BFADC7CA6BFFEF8933EAAC45E05F375A63BDE71C84C0F2EB85C38D18F3E2B7A4041A0AB9FAEC985DCB32E9954201B434CB41F543234BA62C9A2FE29779C1C4E751C021AF42A9515DDA9234A7FE682417E45AA50B14C2F9CB34A91944B3BC7DE500CF48EB72D6D5EAF6873B3F9B6A5AB077433E8276897DEEB13DEB599D1365F10585E91B68E77A4527247CE807D02463B0029CA1FB24C53A9CB54920A79C729376F267A899DCAF48127DFBCDC3F3FDF7E785A9D3E5D9DC07D896ABDFEBFF2CD588C60391107829781B3515385A5A88C712D4F47979D6804A1E26EE7B453BEE2DD46C89C9D01A5AC1C648F0364D32C4AFF9B0F299D62CE55EBF7CA1B4C7EC6A12B6D5321AD68B4912CF85A515FCAFA984BC5B28B43A28955CAA84245C7E564DBD9AEED542DFF6FA75B7A413D4851B70802DC7D3C701DF1FA465E0F0564B68C174C060AB9B0A712EBA0B7AE28C37ED1668CE92087A01138B5CDC52706F623AC8E1DCB275E268014ACA88F2C8735981915C5CAC7D0A8573DA7D5C5E24A892092B88F49D0B5F48CB986B577816B970C37468BAF41B40A245F2FBA07258325C8001FD61B4A511FB888AC4EDB73E244E01C87BD2DB02E682687FD892390A468065D1C40C93CD23E664CF50A1EA8A10C5D689BDB704E8024671116519B154DD30A8AB23A2CE4740CC6D58E11E90F314C9D2B13F4D56AC833D839FC208FF9EEA80AAFE62C61355CC2E46C5DDF2151D2E1D5066886A0AD38A7E7B09D23956B96E862314F5E39B03391737B519D3F2357C6889C92E71065AE16EF902096C5D82766D3364F3DD23783F76AECD441860A677843F7BEEE53355CE503BACDA938C6C235F9619A1B09F4967E0986E57873F3EA3BE9B6AAF0B0A92E5B7898BC5395633780F196E71880701568D91F79B6081102C0AA8F21D73001D037378425C5626C87023349AB1022842BB107146E9B47767BBB8D494C798368041BFD39161207854D4E82D0B8DC6303E6989EEF99EA071ACBE28DAAE81A5D81D63117F95DCBE1B5E6145ABA788CDB68E0F230E52583B96E408C8765693B045E62274EB97D38A7671905FD001F59A8EA35C8D8E4BFEF964B6E74895BFE5D75BDE7E6EAFEF1EEBA79CF13D6D1E4E672DEA2CB53D62FFF71CF340F729D7C743CB269DE71C2BC1DEA2B3838C132180DB46D9E431CE7FCCFD9FA217A2FD6AB9C4F57A375F89F81EECDDBD84FC9C93A5DE9EBFA3F41A7FB983E0956BAF59E6A05E4E0CC09D76E8B3BDD086507D32462583EEBB6AE48F2FE066E22800A','2026-11-22 02:03:49.606940');
INSERT INTO "page" VALUES(2,1,'02-elster-gazette-maren-visit.html',NULL,NULL,'2a22c3c7a42190f91ff011ddf39c303c7749e7730e727333fd5fdf120f6583fb',X'789CAD57DB72E3C6117DD75774F0E2A44C1214A3A4621A4265BD5E27A958966AA5C48FAE21D004C6046650330372E1F5FEBB4F0F40AE28CB7A125F70EBE9CBE9D317667F2A6D11868EA90E6D935F6472A14699EA3A6193C80B56252E2D074545AD9CE7709DF4613BFF877C0D3A349CFF5F39C699F20B4F256FD97886A8E62D29E7F49E3D6943B7BE65A7156DADA3A09A9D276BF0BDF5149C327ECBCED3AFF4AEF1811DFD4BFDC22170968EFA2FB2469B1DC1C8755228638D2E549350ED787B9DD421747E9DA687C361C1F178359E5EF007D5760DA707EB9A325D2D577F4F97AB747595B6F0D7CCEDE8D13C7A931C63EC9CEDD885E13AB1D5DAEBC03F19D572428535810D623F77F1F97382E8A323CA055D347F242B213E127E25309F37D6BBE691A957864E80BA4E4AF685D35DD0D63C32F5ED14CA8D363AE2F79FC62BBA116DA4634C0FECBD72768CE960A954835F3C13C504E6BAEB378DF635973F057D9620F176BE5CCD57570FABCBF5F26FEBE5F2CB256E96A26CF48D244150D5750DA824AEA64DF9E5CFDE0AE53F5E1025FF8CEA3E84644D27987C5173AB16D655C92CCAC43443E0073EF837538EE317291A50367E7CAD7C46C5A50A7C770C5CB4FF71B0515E9BEF51CBBDAAA22BA8E8F856F5A1B60E6F3E7E8EE10E3610FE8C92C877BC79B0ADF2F49E8726F9148F1D117F7252A2BFE152AB5BD0C7E85F229E8F153DA9985159ABB4796740FEE1767B37F9F74A7CBCF87491A563A225E361400BD9D872A08F00D884F956B5BA19D6E47166FB354145A5CD9A96045CAC3C7F981F7419EA355DADB8A54F50167540EBD40D45DBD41BD9E508275353374A93FC690F5351C0A83D320A1F1BB5913E76CF85E024D543F8657D33DEE0B6D1F9677D06E826B9602C9AB2141F9F958BC824F98F727959124D7C83ECE7FF8ED797657D675D48F27BB9BC2CD9588098E4DFDB0A843E17CDD231B82C0508471405B74C4880CB54D251A6BE7CAD71023B9751654745A3BCBF4E36432CCAFC9B813E933B4BBB7329A9B124CFA4AB90DCCBCD8B5DE53BDEB85EB98156573312B9197D0509EA16ED424658CBF9D1C85657BDE30916DD56E45D01F0703731398C5D70F1735725A41AB4B3234170B450B1ADE62F3553E046DFAA3D60B9E3001C1B526877359FFAABD26EABB929177457DB60D774032051BD48DA2313315D9FBDCD4ABD3FE233656B2E457074AECB1FDEDDDFBF797F3B3B66664680650148E8CF47037FA1F99C1E25F7C53062AACBC78301097EE8D9632EC4AC2B99127379DA6BCC69C48840ED76AB0BAD9A48878D0D35798D81445EE9920EB66F4A2A302460EBF7DB872A9CF53E62F55FD594B07C8F8F3A2CA6E4C530A377333AD4966A10A80690F144677D886E6D6DEF68602C4A908204A6D7310347E46933E0A0C3C4EAC5950E80CECE73B6A007C8CB146C276C104267771C4D5C2DE5750FAAD086F102340558DA54146C34F45607145833C184CEB0938F88C8B03B8B26F9118B9FDAA3BE2CC88ED38D18437CC2227964F978D0822324422D7A805CA7308C67C994AB60119363E911707441F770A1E4426A2D6AF1C8D1A1C669C41CB192D3533664468CF4B442FF15395BEC3808C2BAA84F652E587BDB577540424DC1A403527C30B217947DECA424F6C051EB61154C0DD2CEFBD69C05FCC69C2822D49AE00617479CDD3003CEAC76539C58024A1D955B741F2C9E438B8105D40BD5FBD1EFB1F90007B8A2F76817B3916C684DDAC1095FEBAE05E544C3E50A8EF5066B04F2598C6C3C71CE47B25132A5545E69045A5AC61A14F970F25C95A5202B843756EC169246F08AA5722AC75C9E457DDB819E631C8D3AB46A27F6257C64ECB872471A28BF83E291367B1B38568919469D12C582FE67D0BAF179B5BCFC4AB4CDA2A7A86A6C06C8AC6BB48AE1B63D82DFF0480EC41EB19A6A4D9E3103F6A005AB0E4330520C0EFD7519D7BE196DFA801413967D638161B01D5CE1B3A07E605DD5186092AA6FC01D53DBE6C41BE18B420370E26CA97D876A19797C6A4F314BB021457A50A188DC162F5B46CBC77D1407030A76668135C7C61D62D30F7E22A98F2562ED6E2AF0161521BC94FCE9CA9C383599029488040C89401E27428ACE2A33F13403B3F43815A5758D337195DF487FE96CD7370A231B2FE4BD9D7686E7E67B0A9CDD805DC7B1971185078A0FE23492C5E210EAB7A89F0CEBDFCFFFD471A5425049FE7EBC89DD0E79035794845B11B02FFD4B8A648D49A5E1CE410CEEDB24BF89D75858D287A5E3E006D4738C55DF443F6367B7EE4C73968E618302E3B22182E85F826A0415C22372D9D682C36E127E6BBBC169E92032A29FFCD344C365F102DEC02D8C46A9E56258D05B2C8CAA18FBB7C4E0AC6D179399A3FA2C9DF6C174FC13FD1B59DD1F68','2026-11-22 02:03:49.606940');
INSERT INTO "page" VALUES(3,1,'03-tessaro-observer-maren-petrell.txt',NULL,NULL,'aee965c25fd0db60af07ac3236a9c0607f06b3bf130fe18fa2a52de2b9bca57e',X'789C85544B8FDB3610BEEB570C72E96557D83592A0D85EEABCB041D6B5D1DDA4288A1E46E258224C715492B2EA7FDF8F94BD1B20879E6CF131F3BD381B0EE289BDA19DA420CE51B49D27AF6484DD153553A246534F71143E90EE29687B9014ABDDD4381B7B3177B47A439FA4A96975B37A7B45B73FDFAD6EAAAFA3E1F4E3E6EAF6EEF59BEA9A1E3EFEB6A66FDBC7C7F5177CB9FAA831F2E1D724F809AA4D94709450CBBF3C8C4EAAA75EE868A30598137DE380C6F441F6E2A3D0C67A1B9304FAEC22D3A610126FC4D01F62BC44C3279A6DEA1554B8D0E3340559B8E50DAC8E41078B5A496910C1B98EADA746F61AB088E6710CD677F8CB735D3D2608963F1B89D608F5365237494CA47E399D648C59ACFCF1DE2636022D7F00FC818F1A5E84676BCA85342B750AFA7E109F22F56CE8D5044621265543C26D4FF044C24F91E0418AF52BBA1732B8EF15E07D9C519DE99F8CC902133799FCDC73A2A5C48273A8216C10A151142AE380126E0AD985068C185E60954EE4795814798234FE7A75CE438990C5BEE3C9B780166BDA7A396B30D088FEF9969F8606D8B0FC7C9080EA76F50B2A144E4B43383D73A4D62992906D59DD941629734801EE64FDDB2073A4592767A85500DBC347DA6948F4D11589516386B875B5E4A26448CC995D013E6B38140C0F93F77CA13E68C81D6ACAC91B1DFB041BE2593D6B2056B4BE85280CD7794AD3E0AF0AC05C2E93CA54E459BC5331B11140480AB0207410194BAB9E9D83C9C20BB0A053D7978DD97A50A8AB7740EE7B750976F3D0309E88416E9CEC174DB348598D20AD8CC56FE1E04E35DDDB1CC2BD2D38D345DA2261E96B9E3517DF7127396E75B5F6EC4ED96A5ECADFB33B32ACFCEC11A63425F9AE8C1CF3F4A03880032686B348EDE96248CFBE5BB2D23014040A765A1E114A2090688C37A601C1BE42F6B25EDB3848B05CB4CEF83087F295EB504A9D470FE15596477202CF087DFEFC7E9CD05FFF374DFEAE36DBC727DA6D775F1FD6BF57E7F799533520E4BE4C8112BCD228C8C836C432828ADB2E17B15D9F961C3F2D4DAA07ED4A783427312B596D74794A3B7536D93656EF26D3217179DFA68477C7F1F0C266C8C7679143ACDEEB780AB9C5A53A6D2F1C680DA5CB5E04B4B268EAEA3FC06A0B5E','2026-11-22 02:03:49.606940');
INSERT INTO "page" VALUES(4,1,'04-dunmarrow-courier-arms-transfers.md',NULL,NULL,'126b15f9f6cbcf35b8a50d987938d67822c220ddad9ef3d799701b8327734bfb',X'789CAD54CB6EDC4610BCCF5774D687AC163295C8860FBA18528C200E20D8B085F820E8304B3697630D6788EEA1A8FD7B57731F92E38B0F06165C721ED555D535737BE5EB7B2A19BFE16EF902CF13E75ED095704A5D8E85D46F9542A12258C80D954E98C94BAF3694B46551CA0F2C9861FA27C718127DF4AACEADAEB6741D84237D505BDBB0AC9CFB38AE63D00E5017F437AFE9FCCD299DFF71FE865ED29FAF2F5E9D3BF7DBED25ADB360390D590BF9F27F6CC2FFBF3E8D5EB6152D9FC85E8714506A4BB9A5F7A9B0842C2777CB015BAAAFC306D27E29B273C705BFEB0158591E42CD302E349413DD74A368E3B7A8847270B2F30DB5A898A7A39DABD5F786AE56D6920FDAA38E270D0978EFB8E67ECD724A3E46A301E6BD294861D3414A6ABE9B586F49B26F2AE76EA0F048AA9BAB7ECDA3248F3614A5A1CB256FC40F9DDAE6DA7A69C464ACEF9512FB1F3A5BD1FBB293671311557416B5664E48460931329CEAC7144AC849676E3A7861C2A3E8E93C30DB61008D84070B9141D45E24A0FA7F5E90112C1F30030D8B2F0C66238C87CAC7C8C0989E466AF185F7B0CF860DBC83523D5DECE8FE95634E88E39584E2E93229C71E405DA6C826A23C3955D1E2A60B4A938707B9508B0651EFEB2E2468AB16CE8122475444E71B6E1960D41F4252A3137B0275F4A1A785A729586CA8F8C8D5E2998370811FCC2F7E1CB220214AC2F66600D91C8BC1F79C0AF4ED28463FA1648FDACFAD4C90367BB8B197E3899CB3EFDC214B0D6A9A9E3AF78669AD54ECC0EA64DF00D01DB135B7190D3B84763DE21A98F61F89196E2D5AC9BDB967F4E15B8CA0838820EBD1226926DDEC19CCB8733EEA9815CA104F4D79DA67FB3A27EC3A88798A2B2CE1BA5807A81D05336267A46D437DE097F8B1A0E77C0F8D9FD00F734D4B46887001BDA4DBCF5664AEA93F1C750090C76890C648DF2DBB5206BD383B9BA6A96AC6D4238C79429A8026153FFA7E887C66B44F0CFACBEC06D27D4CFA5BBAB41386266EC6D0F04F02CE6B71977C0E9B44E330D3C212489B347241689C5BD627BB4BD20C7D774042A06728F70DF13C060B','2026-11-22 02:03:49.606940');
INSERT INTO "page" VALUES(9,1,'07-sundhaven-post-visitor-center.txt',NULL,NULL,'f8ac44a1d24c8fff4742aec96f3ea90e7214d9443fcb7139db30fde96a826e93',X'789C5552CD6E9B4010BEF314736B222184ADA877B749D5467214C9ADEF030CEC88F52EDA594CB8F521FA847D92CE2EF9512FC8986FBEBF99230672E027720257168E3E404B2E52008C100D81B71D9C66D719BC2AD2E1152DAC18BAE2CB0A8FDE3982431817B2B638FD7ABAFF7E383F3C9570565A8BAE2BE11B3515ECEE4AD8D7FBCF70F3C1F4EC25DEC2DFDF7FE09E7A952738B26349CA3FAC201CB3B3768E8010B869BCDA7470C238870E57507268A8C50B65973D0789E07B58CCABEF96E30A4693092C6CAD826157D7655DD76F41459957C200D10347C9493FF255C5E620A6BFDF27E21B7D8228A7F56E9044800E38D5E630B277CA218A5F9323313C3533DB8EDD5066DF992429BE4E5808D4FAD04909894F1FED481DE0826BF96E5E8C5F92060C1645A04521A9E0E0805E0C379C54011B3F6FF6305CD64F0297D96A3F0159D7BBA0A49F4E7A0A41E90D05ED2DF8CB56174E1CD156C5CFF4B25D80D1E892BF8E443665411DE001236D1912A5A3AB42FBB43B43BA70DD9696AE9FEC98C3A252F754C1838BDA078B3290EAA63B335A4AAA381FCAEC22DB2C463AA55A5A7F6BCA8C4C12ABD753232B5415E7B48DDC33040D281933043F4FBA520DA5EBD0C2263DB0D4E2564836EDE8454D138D55F16CBCC206B456A9E166B7BF2D4E260F1B4E2C915B4BC5573FAD1AD8C4ED7CFFBFDEE21FEA13240A','2026-11-22 02:03:49.606940');
INSERT INTO "page" VALUES(10,1,'08-elster-gazette-ferry-fares.html',NULL,NULL,'54515e3ceb2fbd3f397841c56bad6147d0b2f22707acfe781d3646b0c5dd47be',X'789C7D544D8FDB460CBDEFAF6075E9216BCB6B1445BA900524419BE49076815D34C780D650D6D4A319811CAFEAFEFA9292BCD97C2080E1B187F3C8F71E3953FDE45293CF034197FB505F55B640C078D815140BDB2074BAF494119A0E5928EF8A536E572F2D9A7D0E54FF41CC676891492027602F043EC207E4A68315FC1E2413C35BFC8F72A6AA9C415755F0F1084C6157341853F40D86023AA6765774390F725B96E338AE69821F66F49AFEC57E08542A957DE2B2B5D2ABA97471A139701A88F37957A4C3ADF84C9F22F654409362A6A8F4BF24F47DDC44F219E6471A9F32589D5D81A7DC257E86BDF308F7181D85F09D62C8D937816E87D33E78E9C87DCAFE0BBADBCDF6D7D566BBBAF9ED61F3F276B3D1CF8BCD8D7E5BB27269D03EB9B32E111FEB0A1717CB48A3DAF2A77E5725D6F03930260EAEA83FDAF2556836B6A8DF4DAB05ABD2B22A6FF45193CF746D346E7ED879A576A3A786FAF5199E395095C3B4FB0A1A4E223E1EA0E5D4C35DE27C19154D757F8AAEC3478A30FA10D40CC940FED065838D516650EE085ACF1A4BED5CF51A52A4F90CF489498F60D4840ECF6B78D0E3B33ED8276407786022A7902993DAB568D18D8FE42289C2809485D25C5F98DF138A217C73A42C2059CFA058065D99D6F0A6F3C1B152570DA666A4F0A84458E504E54D740DEA0548029760EF9BB3FA29D7E05BCBA194BD002755B7D06A90C151737C22603266FE82DE99C20CED497377E8604F4DEA49014A85A73A533C8FC93C9A0D7B9CF0CA3D9A7A934DF1E055AEA2DBD9340239F53DF11A5E4DB39A0483F5C5E9EF291C50F2E7162EA9CDAE36A96C88097AFC27B1CFE727DE7728A2858827831FBA139BBF3FCBD242A3A425D2F1D20C51E9A10FDAB8E27D3657244FB3A0233F98AFD659197DDF2B83EB623643BBBFD42B2F935A95D3E45E5528DEE9DF6E5B7FB0711AD2700AA823AE1B5F5D8DD2EE5CB9D996DB5F14ACAD5C2551333CAE3286A3DEA9BF75539F49A7E41DB51475EE9BCE53AB03C06AAFD82DF86B86A821CAD560A61AB9171B8528FA74C97CBD665E57559B924E7FFD260D679E46DD587CF37C2EA754E072E7CBF9EDFE1F917EFE83','2026-11-22 02:03:49.606940');
INSERT INTO "page" VALUES(11,1,'09-lorvany-herald-envoy.txt',NULL,NULL,'e6273e5766028e482b79e52e5c7676899a56c97d5e8c3dacb4fab2406bd2b1d7',X'789C5552CB8EDB300CBCE72B06B9EC25F007F4B62D50B4C0020516FB0374C4D84264514BCA36FCF7A554246D4F7E68389C87DE4437CA076C5D16C9865FB6B046CAE0BCC901D958A1BC90DE0D9251E85A4F1F33E326CA71CA58628E56D59137BCFDC7C501D5814F425A4632A3208A2A282A95AD82268AD99FFB4C15B1E24A29F9E49594139B61170D061A65AD9D2EF38E65AD2B2504BE7136EE9AB0C73AE3AB72CEB3A43A9C5EFF6E7B5F5D153E9813660A308A01D1F5402944F1D7CABA45E7AD4D435BF287910C671F8C798B956A74F7AE7B6404A569E2C6E1DFE278456129895F0C9F2BA92BB7E18C96D2339DBEB451FF9342F223F6982ECE2B77E41608280724BE558C47C75B0CBE5144DD12ACC89D6D696186D0F375C18FD483F8B89378FCA5A403A48B35C57EE66574E25DD6143AC66D745874961E5D635873702F8F00069C7F7A252EA995B544E34B1F25D82CA5C43C750797339A4CF737F48BC1DDE0D3B10B6CC9BF3C9A6C0D8CCCB99168B7DFBA683B47150A57322FEF9D1D45C9E40BBEC78DD1FEFA6D686E8C1DC9EDF6F5215FB09FBE4939344E73ED993FF2F8C14A290C784D09FDD4FC229B57CDAEF43728CD1216','2026-11-22 02:03:49.606940');
CREATE TABLE poll (
	id INTEGER NOT NULL, 
	source_id VARCHAR(200) NOT NULL, 
	started_at DATETIME NOT NULL, 
	finished_at DATETIME NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	detail TEXT, 
	entries INTEGER NOT NULL, 
	new INTEGER NOT NULL, 
	changed INTEGER NOT NULL, 
	held INTEGER NOT NULL, 
	unreadable INTEGER NOT NULL, 
	cut INTEGER NOT NULL, 
	possible_gap BOOLEAN NOT NULL, 
	baseline BOOLEAN NOT NULL, times INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_poll PRIMARY KEY (id), 
	CONSTRAINT fk_poll_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "poll" VALUES(1,'wire','2026-11-22 02:03:04.383620','2026-11-22 02:03:06.710240','same','',0,0,0,0,0,0,0,0,1);
INSERT INTO "poll" VALUES(2,'inbox','2026-11-22 02:03:04.380840','2026-11-22 02:03:50.378760','new','',13,13,0,0,0,0,0,0,1);
INSERT INTO "poll" VALUES(3,'inbox','2026-11-22 02:42:00.539259','2026-11-22 02:42:00.678228','same','',0,0,0,0,0,0,0,0,1);
INSERT INTO "poll" VALUES(4,'wire','2026-11-22 02:42:00.539425','2026-11-22 02:42:00.838203','new','',1,1,0,0,0,0,1,0,1);
CREATE TABLE rule_set (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	digest VARCHAR(64) NOT NULL, 
	published_at DATETIME NOT NULL, 
	rules JSON NOT NULL
);
INSERT INTO "rule_set" VALUES(1,'cf10d214eabf0eb768f9f501908e9ae12ed4440d9972d53806bdb699673cb2ac','2026-11-22 02:02:59.859440','[{"watchlist": "desk", "id": "arms", "title": "arms OR weapons OR missile", "query": "arms OR weapons OR missile", "tier": "urgent", "names": {}}, {"watchlist": "desk", "id": "visits", "title": "visit", "query": "visit", "tier": "normal", "names": {}}, {"watchlist": "desk", "id": "pact", "title": "\"mutual defence\" OR pact OR treaty", "query": "\"mutual defence\" OR pact OR treaty", "tier": "normal", "names": {}}, {"watchlist": "desk", "id": "crates", "title": "crates in store", "query": "crates in store", "tier": "normal", "names": {}}]');
CREATE TABLE signature (
	step INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	opened BOOLEAN NOT NULL, 
	at FLOAT, 
	seen FLOAT NOT NULL, 
	packed BLOB NOT NULL, 
	CONSTRAINT pk_signature PRIMARY KEY (step), 
	CONSTRAINT fk_signature_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT uq_signature_article_id UNIQUE (article_id)
);
INSERT INTO "signature" VALUES(1,1,1,1,492204.0,4.98698064979738846886e+05,X'01D9000000060000000C00000068000000B139A101DEB1E5014A6B1A038007AC03B9064604F1CC5E074768580832F4750C9B72B00E150C2A107427AE12422F991B8606F51BA4BD751DF15C7F1D454F641E6FC2701EAFF5BC1E6571EF1E56BCA22057E8F820C116A822685AFA22522A0223AEA5B92384F3082670D7AD26E0C2772786268C2836F16F297DE8DA29B1630C2B1164B82B70B8E12B2D91382DBCDD0F2EF59A392F37934C3022420C32BF9385326684E6321F2656343106E834EF071D3B8269133DEFCE673DD5FDA83E5277B23E99B4383F3D678F3F3E34C7409208EA40874DE2410520F24220081D43916D4D43C6EA644453ECD0447138DB44F7401645832CEC452D64A74602870D48B74485484E6DA749CAD0284AA1B6414AB296EA4CC2DC524DDF16C14D1936EE4DCC3BCD4EF54F544FA6AAC64F362E35514D9749534A854554370B1D55511863555277F65593131A5AB5F36C5C2592EF5E50D75D5FC0EB556157DE69629D26AC63E6A3FF65D88C3566C8E48C6623D7F968F88FE26A9A6A7E6CFBD72C6D67FCC06D8114FF700E62D971A6AFDD71B7BCF3729146B273C74120751257C475146550766CE960782B667278CF8CC478C1E8D77803032579C5DAE9790275107B83E64F825F4AAE82050BC6822AEC34835AA4CD8357153B870EA8B888507F3A893C16AD8BD428DE8BEBA6988E256FC88E73383090BE9A4E933DC14C94ED9271945BDABD9468BCB6953F1D0097B1F9BF986D57FD9B60BB6D9DFD86C29D3BB5D59DE697B39E1E0617A00997E5A051B9C7A1424441A29EC0B4A20C7EB7A273F277A62F9187A67A1B8AA6E46BC4A72FF5B3A813B0C2A84EDC25A9067142A9CA77DCA92652AAAA8408E0AC705777AF3F3D95AF92C6D5B171C1A6B23858C9B286C2E9B235E3EBB27CD2EEB2FDD009B48557D4B4C02A56B64006B8B73C90AAB8AF766ABBD94254BC726522BD44669BBD2B26DEBDF2C09EBF3C0B60C2017733C4B7E8C6C4F67FD5C4ADE91CC61DFDE0CACA6D06CBCF846CCD0C8393CF649536D2C54120D306BEDDD3BF2F19D5B9074ED57F3666D7D5BBBBD8B2C9C5D9164BF6D949B51EDB28F097DBBA4AEADCEFA337DED416A6DFCCFC49E0138788E01E5998E1C3B8FDE1A3C6CEE3934492E4E06096E4F4ECD2E8D2ADDCE8112DB0EDD0DDADEF75DB30F062AF2DF185D709F4B1006CF5459D97F6143A55F75B6E12FB066BE4FCB60A02FD8C9631FD8BFCD3FE9775B7FFD44085105808BA54756C1B5B5DFECBE45FB119EC8CAFCAF5C829B6090BCF0E1B4C8E7F1DDA8122474E8EEC5F18392A80459481B21C5EA0BCCE1581D975F5A5DB28C6F4ECF80975EF72CF4442BB7CD13804BBEFC1CC5E2140D11B98AE418AED022A2E0018423E6C196CC51825227D5F3BC439C04CCD44534F8AB8E2743BB21D8D63476B93B7B83CC61C8555C6A4D12ADC3C6468DFDA81224728C6F4EC9AB88EFB25F135D7C6C722A216A8A0D55226F8DD2AEAD4DE2E796AF994A9220C7C2AA52816F12D08E634FA2055B459B54C8E7F1DED65F0830367409616601A4E8E45B2588FA9DF11CC5D9143130926A0CDAB5168DDC639162FB3A92DA4B9AB61386635EB51D0A6B6DB680F3A03148C605F7A317A0E844FCBA5DD0BC247218564BD1E2170A6ABACF06485105A20E50505856884C8A388E7C92CB610FFEB90BFCB39141357152F599AD1885D12DD1AFF37A08C430CD40010FAF0B82D0DBE328A207D486435C0E8D3EF39E97E43F42AF2FCD922C8CA6326F5FB8D6C8A5A948B4C01D080B09B39FB870B2F550B0CD422C7A6F6B414D1B61656B97D66C1904C56B44A264A0B50067E235E66FCE4EBC4810113EB041C39AB4C574169C548E9318C0D0761F6BE76129E3F0FC8D8B39CD18BD7A61139DAFB02D43A2BA0A9DB4A659CC9FC6244D985E3F8F8149029A0E57463FC4FFC4F884088401D261D261D261D261D261D261D261D261D261D261D261D261D261D26A621671CE41B5A1BF51A861887178F1477146114E013DF1281112211831028106E0F470F330FD40E970E970EC40D2F0DD70C9C0C7F0CF10BD20BD20BB50B7C0B270BEF0AA40A800A490A3D0A2D0A120ADC09C10920090609EC08D2089E088408510851081E08A107A0078807260726070E07F606DE06C606C60697067F063A0623069C0586057105710530051C05F004DC04620462043A04130413040004DA037E03490315030403E302');
INSERT INTO "signature" VALUES(2,2,1,0,4.92212083333333313929e+05,4.98698064979738846886e+05,X'01D9000000060000000C00000000000000B139A101DEB1E5014A6B1A038007AC03B9064604F1CC5E074768580832F4750C9B72B00E150C2A107427AE12422F991B8606F51BA4BD751DF15C7F1D454F641E6FC2701EAFF5BC1E6571EF1E56BCA22057E8F820C116A822685AFA22522A0223AEA5B92384F3082670D7AD26E0C2772786268C2836F16F297DE8DA29B1630C2B1164B82B70B8E12B2D91382DBCDD0F2EF59A392F37934C3022420C32BF9385326684E6321F2656343106E834EF071D3B8269133DEFCE673DD5FDA83E5277B23E99B4383F3D678F3F3E34C7409208EA40874DE2410520F24220081D43916D4D43C6EA644453ECD0447138DB44F7401645832CEC452D64A74602870D48B74485484E6DA749CAD0284AA1B6414AB296EA4CC2DC524DDF16C14D1936EE4DCC3BCD4EF54F544FA6AAC64F362E35514D9749534A854554370B1D55511863555277F65593131A5AB5F36C5C2592EF5E50D75D5FC0EB556157DE69629D26AC63E6A3FF65D88C3566C8E48C6623D7F968F88FE26A9A6A7E6CFBD72C6D67FCC06D8114FF700E62D971A6AFDD71B7BCF3729146B273C74120751257C475146550766CE960782B667278CF8CC478C1E8D77803032579C5DAE9790275107B83E64F825F4AAE82050BC6822AEC34835AA4CD8357153B870EA8B888507F3A893C16AD8BD428DE8BEBA6988E256FC88E73383090BE9A4E933DC14C94ED9271945BDABD9468BCB6953F1D0097B1F9BF986D57FD9B60BB6D9DFD86C29D3BB5D59DE697B39E1E0617A00997E5A051B9C7A1424441A29EC0B4A20C7EB7A273F277A62F9187A67A1B8AA6E46BC4A72FF5B3A813B0C2A84EDC25A9067142A9CA77DCA92652AAAA8408E0AC705777AF3F3D95AF92C6D5B171C1A6B23858C9B286C2E9B235E3EBB27CD2EEB2FDD009B48557D4B4C02A56B64006B8B73C90AAB8AF766ABBD94254BC726522BD44669BBD2B26DEBDF2C09EBF3C0B60C2017733C4B7E8C6C4F67FD5C4ADE91CC61DFDE0CACA6D06CBCF846CCD0C8393CF649536D2C54120D306BEDDD3BF2F19D5B9074ED57F3666D7D5BBBBD8B2C9C5D9164BF6D949B51EDB28F097DBBA4AEADCEFA337DED416A6DFCCFC49E0138788E01E5998E1C3B8FDE1A3C6CEE3934492E4E06096E4F4ECD2E8D2ADDCE8112DB0EDD0DDADEF75DB30F062AF2DF185D709F4B1006CF5459D97F6143A55F75B6E12FB066BE4FCB60A02FD8C9631FD8BFCD3FE9775B7FFD44085105808BA54756C1B5B5DFECBE45FB119EC8CAFCAF5C829B6090BCF0E1B4C8E7F1DDA8122474E8EEC5F18392A80459481B21C5EA0BCCE1581D975F5A5DB28C6F4ECF80975EF');
INSERT INTO "signature" VALUES(3,3,1,0,4.92234333333333313933e+05,4.98698064979738846886e+05,X'01B8000000030000000B0000005600000009C4D4000A020A01B1BEE702A44F0603A6269006A992C6071341E907F885AD083AA4FD0EDF207B0FB467A7126487F212E7A1D813A7D91B15B23442151206531592E7FF16ECF28C1B8606F51BFA1E491EC9A0201FB734AE2050E964213A589A22845B6D232D963C241BECBB260A6FEA276DCF762947D99F2A5107D52CCB4C3F2DE4D3A92D9C23362F303CC7309B46F531F2EC6B338F5D8C336183143460CA7B34D4729E36D4A11138C43FA1387C565A396606B63905E1C439D53D373B6963993B57F3873EFE19FB3F836BFC3F26151F4010A73141759EED42FC2D0C43916D4D43CA2E5A43AC940045EF1A0946683C994602870D48E6592F4A34B9BE4A4B6EFE4A4629944C998D2F4EBB963A4EA0FA4B4E5F11D84EAA995F4FF63115503B2AB652E760E552331B1755CC69F255FC155C56BAF8C957B680E9578D2ABD59EE21E45A148E7E5CDDFA835EEFCEF7613E09BF63A54DAD65FEF6DC65317CDF65E3B31D66CB4D4C70DC12AC7173CB83735AC8DE74C55B4A78FCC96B7BC976047CFE43737D45E25C7E156C2881EF7E74827B9C5188FEE9728DCAFCA88D5B43A99197D94493C012F698DE00099A60BB6D9D59B0949E37E131A03607A3A0419FE8A0E8C3A0A54A3CE8A5D63034A6CF733AA7F150A8A797A111AB56D4BCAC8955D4AC75B514AD747C3BADB21C43AD46BC2DAE7E0652B5775330B62FD7DBB749F773BE82A1B5C36F6390C617CD15C99EFCC2C9977CD9C9BDD500CAF9CA87CAA537BECA2E9443CBC3B96ECD7D9209CE98171CD066F5E7D1797D5AD3B2D98BD31A8D21D53242DCD67F3666D74F8081D7D2D18AD7D5BBBBD8247A7AD9A41A8AD9CD55CADA5BBD84DB60F027DCFE02C1DD58FE29DFDEDEBADFD5C6C9DFEFD619E05C262CE0E8C023E1CCBF6FE27E7CAAE4C7A94EE5E86103E68EC0CDE6A5CF57E7E7939EE704122BECEDF24EED9722F5ED379FCAEE2D8646F2D5E375F241E7F1F2D1D62EF43F3CA0F644D44BF9185600FAC66E16FA34495BFA5018D9FB329A56FCA8F9CBFD2D3A13FF7A74D15AF98EEAB05FB119ECFAA16D076D9BF507B7BF09271F28AA67FE917E9FCAFE32B104BBEFC1D34BCFE116C1FEE31139DAFB6326F5FB04BBEFC1CC5E214025F135D736CC5A3132CC83452276708A0DE6E7EEA59F26082A2E0018423E6C196CC51825227D5F3B72CF4442C439C04CCD44534FB7B83CC6FD043C7715B524DC9AB88EFB9E6D73ADEB54E83E9244065C94A9220C10E3855547218564FE917E9FEFCDB71A24D8D64BF17C5008720A22342AEAD4DECC5D9143A7777F8116C1FEE3359AB7AC39E97E432FB3A92DAB676B314FD6825144BC3CFF8E45B2586326F5FBC91F2DB2A8FCA1AE11ED2F5ACE3F70590217FCEAF4650D10720D03AB16D173A0495A8793CED3F6E95F80A05C3F8598B24302E5F69B519F7255F038F212B7310294DFA3784BCE8EA31139DAFB49B203ECA3E4665C20E505057475154113EA4575067E235E17F8174368E7677AB618B964C4810113D48990AE0B48F0CB34A81069A12E2FE8052088781EAADD96129E3F0FF5D8C546D18BD7A668A9973BA9369F87C0E8D3EFA0A9DB4A1B209DA1EB041C399962B656B93769336933693369331B2B52295229522952295229522952295229BC25D72485226922C021D51B891AF418BA183B181D181D177715B0138A135D1335138B126A1250111911B510B510B51072103C10F20FCC0FBB0D4D0D4D0D040D980C510C0A0CA00BAF0AAF0AAF0A080A030AA509850985091B09A50886081F08CE0775074E073A073A070007F806C706C706730673063B062006AE0580057A0533051A05E304B2042A040F04');
INSERT INTO "signature" VALUES(4,4,1,0,4.92254533333333325591e+05,4.98698064979738846886e+05,X'01A3000000000000000B0000004A000000AF0557000C6BC6019C35F00159A70303C19B6704C1A75F07FF069C0ADF3F2C135AD51E14154F2515694FF716F78DF816A3AD8C18678FAB1890E87F1C432A8C1F707EA2204BCEA223FB4DEC2406D9F525E2B87226EB43A42624533D277BD7952853560C2AFB3D192DE7C65A2E1D1FC82ED232942F8D343B31C410EC33A93282357D84E43735CBF4378241AE384DE77E3C83F72B3DB153AB3DE827F93D58F90F3E4C1A693E985DB33F50459D40402A0941C2C7B441F05FEB4913C6FD4A44897F4CEED65E5074AD8D517DB1E152C75D5B537217B95423414E55E1A35655AF7F9A55D9FAC158B96C5859391CD959ADF2875FBB217C628013CA62E2D1C16379D4186444286264A4A7D56474BFCE669E46DC683676AA697731116C57E8386F5A8138702C199A71F7567B7206BEBC7388F97474E3281975A3A5C07615F7AB78F68D9979BEDDB57E298A517F140B3A838E815F84E1B06B86BE8D0388FD8D038AAEECD98C987C9A8DEBA6988E7E40388F75CC7B93EE7589945661D7956EB05396C5E688989553EB99BA1A369A12E5949B77EEB49B1E16B19D7E22FF9D3E5BB09E002489AC8F8363AF546D88AF536285B0D67CADB0DB74E1B0EB45F7B15C761FB6CDF862B9F00F0CBA61721BBACCDC87BCD755D8BC125ACABF42423AC1B3E370C5B3649EC5D084B3C6EAA202C7AAB7D3C792115DC8CF8D96CA1A7219CB52E379CCA5876DCD4A89BFCE84C3ECCF4FFD7DD1D9C447D3466CC8D485D6D9D6F2055BD77995B3D72FE5BBD884C25AD90AE5D9DA145DFEDCE4C484DDED9F8DDDA73884DFE8BC6AE1AE1C39E2B1D19BE42613B1E4B0DCDCE5325E99EA9B9E5DEDA5A169EDB4E7AFEEF622BDEE4655DAEF931B21F231DA29F55F87B2F6FFA44EF70A2CE6F7556275F9BDCC46FBEACC27FF27BEEAFF40932A26E66D453CF5D8C546FE9FB758462A0F6018392A805A2DA29434778EA259A3FCB424D470CE28C6F4ECD7E3CEB09AB88EFB72CF4442AE977F5AB3ACB05C484DB0B3BB7CD13824D470CE28C6F4EC423E6C197E180C8FE6FC8500A51A18E616A8A0D55A5C21352FB3A92D36A52D78BCF89C782AE2AB7AD8D325917B88E43152459017A6F8E3D6B3A58336B7FFDDB22AEAD4DE45D01658B4A606D20AF3CCCDF3BAA8BDA6145772DDC639165E7025D5CF00907F44BC3CFF40932A261544EF98FEA74069DFD670C76B6F8B30AD99C1F7C0328EBC501438E581D1D66E454F9802BD1E217016601A4E3482DC93B1C4C095F5D8C546111C4C76F8CCFED327DE69A7EEBE596A8DBD1A8A8E45B258129E3F0F0340BBA18D6C8A5A1884B7148FF51D682F550B0CC586088D6244D9859BC571D6C0695A5BDEE9772EC4810113EB041C39AB4C5741970FDA113C102F040520887883F89DE6A18211527042BE36BE36BE36002CDE2B3B283D27D124B122562237215A20721E001EBC1CEF1A651A3617571636162B162B16AA14A0144914F3134713C812B012CB11A2119411D10F8E0F660F660F3E0F3E0F170F170FC60EDD0D660DDF0CD20CD20C400C180C3E0B1A0BF60A8C0A490A350A240A140ADF09BD09AF099B094609D3085108F20763074B071207FC06C1069C06A605');
INSERT INTO "signature" VALUES(5,5,1,0,4.92274833333333313931e+05,4.98698064979738846886e+05,X'0176000000010000000A0000003500000037443E032639BA03764C8608FE3587088B368B0AD369240B8A2A6E0BF29CE60E70D0260F4288AD1298BA1619A9A3D81A5D4AB11BF121201DEC08861DE9F6E81E6B1D3121AF368E2255425B27F1EA69281638D628F59B9729759A8B2B2DA29B2F1FA9AD2FF8F6C630BCCCFC32C7342C339A5C00344BACA737B208FD399636643A82B4053DAF514B3D11FC8A4220081D43FB456847A2D6F64C5ECDF0515B30F751A43945524D1033564DEE5C5A7E7AED5A9337145CB676B75DBD68515E86348B63A81BA163B91ABA658622DF65328510661588D466F4711F677BE83F6878B4DE6861A0556BC098636B82BA1671FDD854793BA7707D56B0637E3AFD6F7E429C0B80B50C8C8537842C860B84658647188587A94A658B390D2F8D66D69B8E68AA219112EDCC97AE47BE9889CEAAA1FD2969A3C99460A585BC42A9E9451BAB9C2C9AABB22825AD0008D0B129E64DB2F565B8B2753767B3A83E12BF2CF22FC1C2E6EAC1D7017CC39B050CC5E24A1FC5D7F4EDC64E90FFC81AF3E9CAEFED41CC371194D0A4FFE3D1A3F24CD9804C78D96B7649DBCA9530DDF0FD54EA074C83EC1D3F6FEFBDA815F1648E8DF1239BA8F2ABB894F378A932F4D5FB98F9CB1F3BFAE25F44FA5A87FBFCBE481CFD20EF96FDCAF8EDFD9B6440FE759B9FFECF3D12C20BCF0E1B435DBC2B7778982C42D2CB3FB005ED4CC0695A5B4F491E9ACE1581D916C1FEE343BEB7E872CF4442D11B98AE81E31414EDF5C0C919E94CCE418AED024F491E9ABB7CD1386887708D16F12D086434999F2AEAD4DE16C1FEE3DA81224725F135D7A8D965879B809AB2379CE4A3C0695A5B5654C10AD5888B21386635EB8E45B2582512446D593765F12FDE39BE4C2ADD3914A6CDEC7436DD74BB21D7490217FCEA468F29F63D9DC5A9B0A4CA91FB261743F0B82D0DEA3DDB0264203224AB94883A0A32DFBE8DBD1A8A435DBC2BD922C8CA2E3D6901B51B81230AA083EBD48990AE052088786B6E7627F5D8C54683F89DE664DEBA737B6EDD3778658663214921493A3CC73A49376C342F342F238D22FB217E202B1ECC1D961D3E1C1B1B641AA718A718B31722177B16A1156B1535152914F5131B13C51220122211BE102A10DC0FC80F360FD60E770E030EDB0DA60DA90C4F0C9F0B9B09CC08FB07C50785070F06EF05');
INSERT INTO "signature" VALUES(6,6,2,1,492108.0,4.98698064979738846886e+05,X'013E00000000000000080000001F000000B448300553795006E74BF9090850600DC8FF530ED2D3401183110D1E8BEE401EEC20711F4F2A6C2B0842422C998B272F6BF12C312B4E1C34F715A63CB58D024C69A69D4E7F3DA14EA55BF056385B235DD68A346147D0CC617688796221EA4C6386348B6375EE0767D1B0756E75BD0274670E4776DDBC7676462C477706A5C5793817CE7B4E579981BBD60D826630A683D2143E89B4899A8F71CCED909134A7910EC2459222B0509248694A977B64EA993ED11B9FF7A1F79FAA541DA1A2BE27A52B494CAA511C07B1543E19BD42B854C0C06A2ACB75C970DDA51129E5317BDBEF3DA8AAF07309CFF0CD6B03F3A4120CF440A4ECF45FB6D5F66D9BF507D653D61ACBA7CA7029262C7E5A2DA2947D381FBA75F5A5DB1CB115EB84B900EDD653D61A9AB88EFB8653ED14BE0864C030D4DE5E852A41748E45B258570F4B547D7C1D7BDDC639169359FE1AA452C920404933F22512446DC7A78B3B6485105ADF4801AE1CBCB884FB97F6BC2AEAD4DE3F8598B2ACF9E541A334887D1139DAFB40932A2672AB97BEE5D45D3F9D39D567CD531D746244D985258E57728C54184B5A47BC43BF34691A74170B17D41607160716071698143C142112CB10E00FB20FE50E000EBA0C390CF90B810B3F0BAB07FF065B067505');
INSERT INTO "signature" VALUES(7,11,2,0,NULL,4.98698064979738846886e+05,X'0168000000000000000800000028000000A2AC99010B14210212513D05C2E4FA0709691E0B7EFC970CBD5E0A0DE115F411DB7BDF14BC290F1AB61B011B5C8AC51FB3955F25210AF52543920C27CA3AB327032B8B28B15728299876AA29E4441F2CE1CC722C889BC62DF59A392FEC423F33A882B334F245AE36F715A63C0F36B646B0AEE44B77DEEA4CBC3B734D3E012552F42DF9527B11945420F39F548A22A15AED22105BA512E75B51977F5DCDAB935D27428B6272BF4A633C4A0F6549303F658B313167685FFE67AECD3C680C82A4691396976E4FA6DA70035A47712CB873718A754D7375BD0274AA086C78B3EECC7D93D60D838FB36A83FBFC0D841636BF84AE2AEC85FF7B9A886CFAF68C61B8EE8FB075A09599AB32963CB7EC98D19981998BFC329B14632B9C5160D49EBF0854A03BED8FA5B666C0A82DF95BACE8236AB020DE87B027E857BB12C591BF36A9BDC1C32811C268F2C7C25F45C8C584824EC7044BA3CB7C031CCF9FA6A1DB286358DDF13981E220AF47E3C95B74E4EDFF5CE73A90E8E9E52249EC4ACEF2EEDF4106F0682630F46EEC97F42CC7FAF45185A4F63E59A2F905B5D1FBD36396FFF8BAE3FF70CD0D04C829B609D653D61ADB8DEA4429262C7E59A3FCB42AFF14C20225C9D784B900EDD653D61A8D538BD70225C9D772CF4442FC0CE0694716419F10E385554964D19006512ACBBFC466B49AB88EFBD04505A00BE6D9DBBE0864C079017B1B8C1E7D71393673BA2AEAD4DE8CA61B0128C6F4EC3813D23A386635EB0F1B46E09DC854912D54E58A856884C8CE3F7059EB90BFCB18F8C844F42AF2FC3841C6AA8E45B258A290288FB51B812372AB97BEFDDAC6CBDEE9772E68E7677A318C0D07A06BD75F005F3F4A11490E441C389E37E92998256325D81FB01FC21E551B4D1705168015C1149A1363134012F911F50FCC0FA30FDE0E690E420E8F0C0A0BF70A5E0A970967094509CC081E08DE077206');
INSERT INTO "signature" VALUES(8,12,3,1,498684.0,4.98698064979738846886e+05,X'01700000000000000009000000370000009F2C780000E7C500343F950163176D02577AC506D13D71091EF5870930347A0A43EDFB0C22D33E0FC98BFA134A248D16D80D2E17D2D2131D875ECE2054069F24C8B7B826F806672A1770032DEBB4482F9D1851326FA58F35A490F635D41748384DA0D7396420943CBE7B7044810086458F51C045DA3AD445F15E2D4B5ED5E4504749B75228CC9255F497BC5854FD1F59A279785A6B96355B7E1731602A822361F3EC80617C72B862FEE28C6549145866D8391867EB03386A9D5C026B1391186BBA6A726B45F07F6C5D2AF36DB1726075C5D37E75404F6776047A16782A76187B819CF87C3AC2EE7DD6C4C67E52C0D58555F4D88EB82AC68F733E4790D93DC4936241F993B23061944660B09411512395B5B4F395C89180985AE81F9990F1019CB8AA9FA2E4A346A66334ABA90FAB17ADD3B7EFB0DCE4E8B2DAD414B468164DB45BB247B5BE61D7B5F7BB22B81438F9BBBA4EA6BD31E825BE28739CBF7AB992C1C0CD12C24B39C3C3D814F1C3D7F4EDC69C66A9C995FE28CA9D0B0FD11539D9D3B380E2D9FE42CCDAD74C7DDBD40F0ADC807EAFDD274A01E072E9AEE22FFE56E4B4730BE55DF5D2E7C572C9E813A0D2EA9206D9EAE1145AEE52771DF2D57E6FFFC829B6094FE5351276A5AA1CE66D453CE1BB0E525203E888FC9B5FAD768054BD24EB30FA5203E8884FE53512A51A18E6EFA7F688E0FF4BD6F2F945EA0DE6E7EED0D6638376A5AA1C35CA793724EB30FADB680F3A65E54BAC587A2DC9F15BEA86554AA5ABF705A1EC0609DF8D5174E5CBFF0D51D8D5FAD4BBD2239A6125924931CC1312AF23238359B47F19C619641AFE691CA3FACBE6178C036740960905431A6FAE6B37F3BAA8BD8AEF3DBE2512446D58F9521C6490ABBE724EF3265FEE17D316601A4E18F8C844F0B82D0DA12E2FE8F6B414D1F75C1A6B83252A8F067E235EC48101131EAADD9624F3A5B7129E3F0FD18BD7A676DB8E5068A9973BC0E8D3EFFE72A660F154CB36CB36CB360C2C212B11276A2564244F23C220DA1F671E391E391E7F1D221D691CDF1BBA1B551B311B8A1902197A18E6160816CC15A61325130B13D4117D106E0F330E0C0E720DCD0C2E0CD00B9F0B5109FA08D907C507610785061A060606D605AB058A053505');
INSERT INTO "signature" VALUES(9,13,4,1,NULL,4.98698064979738846886e+05,X'0131000000000000000A00000020000000CAC14F0213D6E60330DA7005DDDC1A0F8820CC119DFAB619F4C26221517C1526DFF5642784ABC73270DF263BD4838046B942BF539C528A54A4CA7C5CF6FAA96D0ED96475EEBF81755E7E01777EFD247ADDD1B17C2A664E86506A1B90B88609930798DD9BD7B1809D970F09A3CF733AA75AEE64A872986FAA2220E4AB16CE93B111F7C3B36E8D05B80A6014BBFF77AFC2A43433CBAB4A23D21BE650D2A4F995D2F9F28BD48496ABD4107495DDED1748E1FF3E85E1BBCC6CF087A62EF1FAC9ABF3B0B92EFDD4EFCD124E8EEC5F3F19AE633CFD576A3C422F6FE2FC57765BBF35AEC4D287D7E77A49DCB2DCFDE750BA29663C422F6F478E2FADDE0F99290AFABD63B2DCFDE78AEF3DBE0CF46C75B35F90848520962F70447DA23A4C87844A836ED83F5EA27403148C60DB680F3A3F19AE63DFD670C73741934F38AB8EFD14C3FB11DF23B815CD432753FA215CCE16FA1D8A111C4C7620E50505067E235E970FDA11D18BD7A610A2251AEB041C39088A088AD950C6415034222D5F2C94232A20061E2C1D7D1BA0193D143414FA1385125912991199116A11C90F9C0F6E0F410F740E5D0A4A096208FB065B052E05');
CREATE TABLE slot (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	stream_id VARCHAR(200) NOT NULL, 
	local_date VARCHAR(10) NOT NULL, 
	local_time VARCHAR(64) NOT NULL, 
	due_at DATETIME NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	merged_into INTEGER, 
	digest_id VARCHAR(64), 
	lease_owner VARCHAR(64), 
	lease_fence INTEGER NOT NULL, 
	lease_until DATETIME, missed INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT fk_slot_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE, 
	CONSTRAINT uq_slot_once UNIQUE (stream_id, local_date, local_time)
);
INSERT INTO "slot" VALUES(1,'desk','2026-11-22','06:00','2026-11-22 06:00:00.000000','open',NULL,NULL,NULL,0,NULL,0);
INSERT INTO "slot" VALUES(2,'desk-instant','2026-11-22','instant 2026-11-22T02:03:56.189240+00:00','2026-11-22 02:03:56.189240','done',NULL,'dg_c1decf157b2b67590c3834af',NULL,1,NULL,0);
CREATE TABLE source (
	id VARCHAR(200) NOT NULL, 
	kind VARCHAR(200) NOT NULL, 
	title TEXT NOT NULL, 
	address TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	removed_at DATETIME, 
	next_due DATETIME NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	body_hash VARCHAR(64), 
	first_polled_at DATETIME, 
	last_polled_at DATETIME, 
	last_success_at DATETIME, 
	last_new_at DATETIME, 
	failures INTEGER NOT NULL, 
	failing_since DATETIME, 
	error_code VARCHAR(64), 
	error_detail TEXT, 
	moved_to TEXT, 
	moved_sightings INTEGER NOT NULL, 
	lease_owner VARCHAR(64), 
	lease_fence INTEGER NOT NULL, 
	lease_until DATETIME, failures_total INTEGER DEFAULT 0 NOT NULL, articles_total INTEGER DEFAULT 0 NOT NULL, unreadable_total INTEGER DEFAULT 0 NOT NULL, vitals JSON, 
	CONSTRAINT pk_source PRIMARY KEY (id)
);
INSERT INTO "source" VALUES('inbox','folder','inbox','inbox','2026-11-22 02:02:59.859440',NULL,'2026-11-22 02:42:30.678228',NULL,NULL,NULL,'2026-11-22 02:03:04.380840','2026-11-22 02:42:00.678228','2026-11-22 02:42:00.678228','2026-11-22 02:03:50.378760',0,NULL,NULL,NULL,NULL,0,NULL,2,NULL,0,13,0,'{"interval": "PT30S", "pace": {"news": 2.340518930300921e-27, "seconds": 373946.55459841934}, "pause": "PT0S", "known_since": "2026-11-22T02:03:50.378760Z", "last_sign": "2026-11-22T02:03:50.378760Z", "whole_at": "2026-11-22T02:03:50.378760Z", "days": {"last": "2026-11-22", "news": [13]}}');
INSERT INTO "source" VALUES('wire','feed','wire','http://127.0.0.1:64999/rss','2026-11-22 02:02:59.859440',NULL,'2026-11-22 02:58:15.171938','W/"1 of, Ã©tÃ©"','Sat, 28 Feb 2026 10:00:00 GMT','97b6345c547c9f00f83c8df257d8c57a3bd82e64136f1e9db3d8bb3f6d2de194','2026-11-22 02:03:04.383620','2026-11-22 02:42:00.838203','2026-11-22 02:42:00.838203','2026-11-22 02:42:00.838203',0,NULL,NULL,NULL,NULL,0,NULL,3,NULL,0,1,0,'{"interval": "PT15M", "pace": {"news": 1.9937775642027848, "seconds": 4115.658043143489}, "pause": "PT38M54.127963S", "known_since": "2026-11-22T02:03:06.710240Z", "last_sign": "2026-11-22T02:42:00.838203Z", "whole_at": "2026-11-22T02:42:00.838203Z", "shape": {"entries": 1.0, "links": 1.0, "titles": 1.0, "dates": 0.0, "length": 18.0}, "days": {"last": "2026-11-22", "news": [1]}}');
CREATE TABLE story (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	opened_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL
, merged_into INTEGER);
INSERT INTO "story" VALUES(1,'2026-11-22 02:03:53.927060','2026-11-22 02:03:53.927060',NULL);
INSERT INTO "story" VALUES(2,'2026-11-22 02:03:53.927060','2026-11-22 02:03:53.927060',NULL);
INSERT INTO "story" VALUES(3,'2026-11-22 02:03:53.927060','2026-11-22 02:42:00.698819',NULL);
INSERT INTO "story" VALUES(4,'2026-11-22 02:03:53.927060','2026-11-22 02:03:53.927060',3);
CREATE TABLE story_member (
	article_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	publisher TEXT NOT NULL, 
	relation VARCHAR(16) NOT NULL, 
	of_article INTEGER, 
	measure VARCHAR(32) NOT NULL, 
	value FLOAT NOT NULL, 
	threshold FLOAT NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	seen_at DATETIME NOT NULL, 
	placed_at DATETIME NOT NULL, nearest INTEGER, 
	CONSTRAINT pk_story_member PRIMARY KEY (article_id), 
	CONSTRAINT fk_story_member_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_story_member_story_id_story FOREIGN KEY(story_id) REFERENCES story (id)
);
INSERT INTO "story_member" VALUES(1,1,'meridian wire','first',NULL,'likeness',0.0,2.59827953353821028414e-01,'8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',NULL);
INSERT INTO "story_member" VALUES(2,1,'elstergazette.example','copy',1,'equal text',1.0,1.0,'8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',1);
INSERT INTO "story_member" VALUES(3,1,'tessaro observer','report',NULL,'likeness',5.13186552299791265419e-01,2.20853760350747857499e-01,'6ecfd2030ffc02e5abba0ca6cb75a8ed9649015f786baeda6680c1057c180847','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',1);
INSERT INTO "story_member" VALUES(4,1,'the dunmarrow courier','report',NULL,'likeness',2.25007270143005866369e-01,2.20853760350747857499e-01,'2f5ddb8122718434d209aeb923525493fe769227a92ee5146cec538747b162a3','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',1);
INSERT INTO "story_member" VALUES(5,1,'meridianwire.example','report',NULL,'likeness',2.72772672777598368387e-01,2.20853760350747857499e-01,'b5ac3b9a8c1372da45d5ef73e43d0fa419a0dadc78129613bf842c18ee2ff128','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',1);
INSERT INTO "story_member" VALUES(6,2,'halvanereview.example','first',NULL,'likeness',0.0811444215349592,3.37776339359967370246e-01,'9f479f9d60359a7f51c77f119773405ed651aebd8501623837794d88b8ba2e8c','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',1);
INSERT INTO "story_member" VALUES(11,2,'the lorvany herald','report',NULL,'likeness',4.81982717047609865446e-01,2.59827953353821028414e-01,'6b8ca9b070646edadd237d6bc5029bcd0ede623b29cde936735fb379bb776852','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',2);
INSERT INTO "story_member" VALUES(12,3,'gannetledger.example','first',NULL,'likeness',0.0,2.59827953353821028414e-01,'d3ee176900559a2725c9b84d0bff345a03f284e3c2b2f8ada9c4746276a61de8','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',NULL);
INSERT INTO "story_member" VALUES(13,3,'eskmorning.example','report',NULL,'likeness',2.45568250975623618426e-02,2.59827953353821028414e-01,'7422c38ef3ac7d794bb399cfb807b0d717df11044362e00802cdef29027e5ce5','2026-11-22 02:03:49.606940','2026-11-22 02:03:53.927060',3);
CREATE TABLE story_merge (
	step INTEGER NOT NULL, 
	kept INTEGER NOT NULL, 
	gone INTEGER NOT NULL, 
	why VARCHAR(16) NOT NULL, 
	measure VARCHAR(32) NOT NULL, 
	value FLOAT NOT NULL, 
	threshold FLOAT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_story_merge PRIMARY KEY (step)
);
INSERT INTO "story_merge" VALUES(10,3,4,'pinned','pinned',1.0,1.0,'2026-11-22 02:42:00.698819');
CREATE TABLE story_move (
	step INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	from_story INTEGER NOT NULL, 
	to_story INTEGER NOT NULL, 
	opened BOOLEAN NOT NULL, 
	was VARCHAR(16) NOT NULL, 
	now VARCHAR(16) NOT NULL, 
	why VARCHAR(16) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_story_move PRIMARY KEY (step), 
	CONSTRAINT fk_story_move_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
);
CREATE TABLE stream (
	id VARCHAR(200) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	title TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	schedule JSON NOT NULL, 
	schedule_since DATETIME NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_stream PRIMARY KEY (id)
);
INSERT INTO "stream" VALUES('desk','digest','desk','2026-11-22 02:02:59.859440','["UTC", "daily 06:00"]','2026-11-22 02:02:59.859440',NULL);
INSERT INTO "stream" VALUES('desk-instant','instant','desk, as it happens','2026-11-22 02:02:59.859440','["UTC"]','2026-11-22 02:02:59.859440',NULL);
CREATE TABLE stream_scope (
	stream_id VARCHAR(200) NOT NULL, 
	watchlist VARCHAR(200) NOT NULL, 
	tier VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_stream_scope PRIMARY KEY (stream_id, watchlist, tier), 
	CONSTRAINT fk_stream_scope_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE
);
INSERT INTO "stream_scope" VALUES('desk','desk','background');
INSERT INTO "stream_scope" VALUES('desk','desk','normal');
INSERT INTO "stream_scope" VALUES('desk','desk','urgent');
INSERT INTO "stream_scope" VALUES('desk-instant','desk','urgent');
CREATE TABLE tally (
	noun VARCHAR(16) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	part VARCHAR(200) NOT NULL, 
	total INTEGER NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (noun, name, part)
);
CREATE TABLE told (
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	stream_id VARCHAR(200) NOT NULL, 
	story_id INTEGER NOT NULL, 
	how VARCHAR(16) NOT NULL, 
	digest_id VARCHAR(64), 
	told_at DATETIME NOT NULL, why VARCHAR(16) DEFAULT '' NOT NULL, value FLOAT, threshold FLOAT, 
	CONSTRAINT pk_told PRIMARY KEY (article_id, version, stream_id), 
	CONSTRAINT fk_told_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_told_digest_id_digest FOREIGN KEY(digest_id) REFERENCES digest (id), 
	CONSTRAINT fk_told_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE
);
INSERT INTO "told" VALUES(1,1,'desk-instant',1,'told','dg_c1decf157b2b67590c3834af','2026-11-22 02:03:56.649980','new',NULL,NULL);
INSERT INTO "told" VALUES(2,1,'desk-instant',1,'told','dg_c1decf157b2b67590c3834af','2026-11-22 02:03:56.649980','new',NULL,NULL);
INSERT INTO "told" VALUES(4,1,'desk-instant',1,'told','dg_c1decf157b2b67590c3834af','2026-11-22 02:03:56.649980','new',NULL,NULL);
INSERT INTO "told" VALUES(5,1,'desk-instant',1,'told','dg_c1decf157b2b67590c3834af','2026-11-22 02:03:56.649980','new',NULL,NULL);
INSERT INTO "told" VALUES(11,1,'desk-instant',2,'told','dg_c1decf157b2b67590c3834af','2026-11-22 02:03:56.649980','new',NULL,NULL);
INSERT INTO "told" VALUES(12,1,'desk-instant',3,'told','dg_c1decf157b2b67590c3834af','2026-11-22 02:03:56.649980','new',NULL,NULL);
INSERT INTO "told" VALUES(13,1,'desk-instant',3,'told','dg_c1decf157b2b67590c3834af','2026-11-22 02:03:56.649980','new',NULL,NULL);
CREATE TABLE undecided (
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	watchlist VARCHAR(200) NOT NULL, 
	rule VARCHAR(200) NOT NULL, 
	noticed_at DATETIME NOT NULL, 
	CONSTRAINT pk_undecided PRIMARY KEY (article_id, version, watchlist, rule), 
	CONSTRAINT fk_undecided_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
);
CREATE TABLE ungrouped (
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_ungrouped PRIMARY KEY (article_id), 
	CONSTRAINT fk_ungrouped_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
);
CREATE TABLE unread (
	source_id VARCHAR(200) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	item JSON NOT NULL, 
	seen_at DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	due_at DATETIME NOT NULL, 
	CONSTRAINT pk_unread PRIMARY KEY (source_id, fingerprint), 
	CONSTRAINT fk_unread_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "unread" VALUES('wire','8f6147e90bc9068fb7298503184623e2faa44457d9f9932814afb3c8d787fb54','{"fingerprint": "8f6147e90bc9068fb7298503184623e2faa44457d9f9932814afb3c8d787fb54", "document": "http://127.0.0.1:64999/rss", "entry": {"id": "urn:story:3", "url": "http://127.0.0.1:64999/page/3", "title": "Inspectors reach Dunmere on journey 3", "summary": "More on our pages."}, "hints": {"now": "2026-11-22T02:42:00.806990Z", "fetched": "2026-11-22T02:42:00.806990Z", "title": "Inspectors reach Dunmere on journey 3", "summary": "More on our pages.", "outlet": "Wire", "language": "en", "languages": ["en"], "url": "http://127.0.0.1:64999/page/3"}, "shared": []}','2026-11-22 02:42:00.838203',1,'2026-11-22 02:43:00.904498');
CREATE TABLE untold (
	stream_id VARCHAR(200) NOT NULL, 
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_untold PRIMARY KEY (stream_id, article_id, version), 
	CONSTRAINT fk_untold_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_untold_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE
);
INSERT INTO "untold" VALUES('desk',1,1);
INSERT INTO "untold" VALUES('desk',2,1);
INSERT INTO "untold" VALUES('desk',3,1);
INSERT INTO "untold" VALUES('desk',4,1);
INSERT INTO "untold" VALUES('desk',5,1);
INSERT INTO "untold" VALUES('desk',6,1);
INSERT INTO "untold" VALUES('desk',11,1);
INSERT INTO "untold" VALUES('desk',12,1);
INSERT INTO "untold" VALUES('desk',13,1);
CREATE TABLE untold_merge (
	stream_id VARCHAR(200) NOT NULL, 
	step INTEGER NOT NULL, 
	kept_article INTEGER NOT NULL, 
	gone_article INTEGER NOT NULL, 
	CONSTRAINT pk_untold_merge PRIMARY KEY (stream_id, step), 
	CONSTRAINT fk_untold_merge_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE, 
	CONSTRAINT fk_untold_merge_kept_article_article FOREIGN KEY(kept_article) REFERENCES article (id), 
	CONSTRAINT fk_untold_merge_gone_article_article FOREIGN KEY(gone_article) REFERENCES article (id)
);
INSERT INTO "untold_merge" VALUES('desk-instant',10,12,13);
CREATE INDEX ix_source_next_due ON source (next_due);
CREATE INDEX ix_article_content_hash ON article (content_hash);
CREATE INDEX ix_article_first_seen_at ON article (first_seen_at);
CREATE INDEX ix_article_url ON article (url);
CREATE INDEX ix_poll_source_finished ON poll (source_id, finished_at);
CREATE INDEX ix_poll_finished ON poll (finished_at);
CREATE INDEX ix_slot_merged_into ON slot (merged_into);
CREATE INDEX ix_slot_state_due ON slot (state, due_at);
CREATE INDEX ix_slot_stream_due ON slot (stream_id, due_at);
CREATE INDEX ix_stream_scope_match ON stream_scope (watchlist, tier);
CREATE INDEX ix_article_version_seen_at ON article_version (seen_at);
CREATE INDEX ix_digest_stream_time ON digest (stream_id, composed_at);
CREATE INDEX ix_entry_article_id ON entry (article_id);
CREATE INDEX ix_entry_last_seen_at ON entry (last_seen_at);
CREATE INDEX ix_match_watchlist_time ON "match" (watchlist, matched_at);
CREATE INDEX ix_page_fetched_at ON page (fetched_at);
CREATE INDEX ix_story_member_story_id ON story_member (story_id);
CREATE INDEX ix_story_member_text_hash ON story_member (text_hash);
CREATE INDEX ix_delivery_state_due ON delivery (state, due_at);
CREATE INDEX ix_told_digest_id ON told (digest_id);
CREATE INDEX ix_told_story ON told (story_id, stream_id);
CREATE INDEX ix_attempt_delivery_id ON attempt (delivery_id);
CREATE INDEX ix_match_rule ON "match" (watchlist, rule);
CREATE INDEX ix_undecided_watchlist_time ON undecided (watchlist, noticed_at);
CREATE INDEX ix_notice_source_id ON notice (source_id);
CREATE INDEX ix_notice_told_at ON notice (told_at);
CREATE INDEX ix_unread_due_at ON unread (due_at);
CREATE INDEX ix_story_merged_into ON story (merged_into);
CREATE INDEX ix_signature_seen ON signature (seen);
CREATE INDEX ix_story_merge_kept ON story_merge (kept);
CREATE INDEX ix_story_merge_gone ON story_merge (gone);
CREATE INDEX ix_story_move_article_id ON story_move (article_id);
CREATE INDEX ix_alarm_told_at ON alarm (told_at);
CREATE INDEX ix_alarm_trouble ON alarm (trouble, about);
CREATE INDEX ix_untold_merge_kept_article ON untold_merge (kept_article);
CREATE INDEX ix_untold_merge_gone_article ON untold_merge (gone_article);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('rule_set',1);
INSERT INTO "sqlite_sequence" VALUES('slot',2);
INSERT INTO "sqlite_sequence" VALUES('article',13);
INSERT INTO "sqlite_sequence" VALUES('story',4);
COMMIT;
