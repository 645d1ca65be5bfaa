PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES('0006');
CREATE TABLE channel (
	name VARCHAR(200) NOT NULL, 
	rests_until DATETIME, 
	alarm TEXT NOT NULL, 
	failing_since DATETIME, 
	CONSTRAINT pk_channel PRIMARY KEY (name)
);
INSERT INTO channel VALUES('hook','2026-11-22 03:19:26.299880','channel hook needs a person: bad_url: port 9 is refused (80, 443 and 1024 to 65535 are not) (the url of this channel needs a change). Its deliveries are kept, and tried once an hour.','2026-11-22 02:19:26.299880');
CREATE TABLE rule_set (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	digest VARCHAR(64) NOT NULL, 
	published_at DATETIME NOT NULL, 
	rules JSON NOT NULL
);
INSERT INTO rule_set VALUES(1,'42571a492bd1e6fcca40fbb8aafc849a6ff19b19076391640d6fece7945e7093','2026-11-22 02:18:32.508170','[{"watchlist": "desk", "id": "arms", "title": "arms OR weapons OR missile", "query": "arms OR weapons OR missile", "tier": "urgent", "names": {}}, {"watchlist": "desk", "id": "visits", "title": "visit", "query": "visit", "tier": "normal", "names": {}}, {"watchlist": "desk", "id": "pact", "title": "\"mutual defence\" OR pact OR treaty", "query": "\"mutual defence\" OR pact OR treaty", "tier": "normal", "names": {}}]');
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
INSERT INTO source VALUES('inbox','folder','inbox','inbox','2026-11-22 02:18:32.508170',NULL,'2026-11-22 02:19:51.570380',NULL,NULL,NULL,'2026-11-22 02:18:40.773090','2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL,NULL,0,NULL,1,NULL,0,11,0,'{"interval": "PT30S", "pace": {"news": 2.349041018063283e-27, "seconds": 373946.55459841934}, "pause": "PT0S", "known_since": "2026-11-22T02:19:21.570380Z", "last_sign": "2026-11-22T02:19:21.570380Z", "whole_at": "2026-11-22T02:19:21.570380Z", "days": {"last": "2026-11-22", "news": [11]}}');
INSERT INTO source VALUES('wire','feed','wire','http://127.0.0.1:64999/rss','2026-11-22 02:18:32.508170',NULL,'2026-11-22 02:51:51.108195','W/"1 of, Ã©tÃ©"','Sat, 28 Feb 2026 10:00:00 GMT','870cb6aa64edfb070c52f64e4cf22511a62908b77a1f5acecd42fd8946a2296c','2026-11-22 02:18:40.776410','2026-11-22 02:19:16.406430','2026-11-22 02:19:16.406430','2026-11-22 02:19:16.406430',0,NULL,NULL,NULL,NULL,0,NULL,2,NULL,0,1,0,'{"interval": "PT30M", "pace": {"news": 1.0, "seconds": 1800.0}, "pause": "PT0S", "known_since": "2026-11-22T02:19:16.406430Z", "last_sign": "2026-11-22T02:19:16.406430Z", "whole_at": "2026-11-22T02:19:16.406430Z", "shape": {"entries": 1.0, "links": 1.0, "titles": 1.0, "dates": 0.0, "length": 18.0}, "days": {"last": "2026-11-22", "news": [1]}}');
CREATE TABLE story (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	opened_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL
);
INSERT INTO story VALUES(1,'2026-11-22 02:19:22.825990','2026-11-22 02:19:22.825990');
INSERT INTO story VALUES(2,'2026-11-22 02:19:22.825990','2026-11-22 02:19:22.825990');
INSERT INTO story VALUES(3,'2026-11-22 02:19:22.825990','2026-11-22 02:19:22.825990');
INSERT INTO story VALUES(4,'2026-11-22 02:19:22.825990','2026-11-22 02:19:22.825990');
INSERT INTO story VALUES(5,'2026-11-22 02:19:22.825990','2026-11-22 02:19:22.825990');
INSERT INTO story VALUES(6,'2026-11-22 02:19:22.825990','2026-11-22 02:19:22.825990');
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
INSERT INTO stream VALUES('desk','digest','desk','2026-11-22 02:18:32.508170','["UTC", "daily 06:00"]','2026-11-22 02:18:32.508170',NULL);
INSERT INTO stream VALUES('desk-instant','instant','desk, as it happens','2026-11-22 02:18:32.508170','["UTC"]','2026-11-22 02:18:32.508170',NULL);
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
INSERT INTO article VALUES(1,'inbox','halvane-2026-0211','https://www.halvanereview.example/briefs/pact',1,'289a199b0460e2851696731e14593ab687d92d4da0e4d555fef8757e8afa0586','halvanereview.example','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(2,'inbox','halvane-2026-0212','https://www.halvanereview.example/briefs/inspectors',1,'b99d8d42c34aac6a73271cb413fbc1177055d06d6ec57b519ccacd4c2ac4f294','halvanereview.example','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(3,'inbox','halvane-2026-0213','https://www.halvanereview.example/briefs/herring',1,'05e3715a55299639e302abf2073ca56c3ecfa4cb9e90b75ac23a36d4c97b5f83','halvanereview.example','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(4,'inbox','01-meridian-maren-visit.txt',NULL,1,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','meridian wire','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(5,'inbox','03-tessaro-observer-maren-petrell.txt',NULL,1,'3d1bb7829dab9a78eb9f274d6603f563df37994ce087cea1bf665fb3090e6dd4','tessaro observer','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(6,'inbox','07-sundhaven-post-visitor-center.txt',NULL,1,'13c0e7101154217d29ab54d3b36fe95ea56863b2bc4be9711b6465d3cd18cdbf','sundhaven post','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(7,'inbox','02-elster-gazette-maren-visit.html','https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks',1,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','elstergazette.example','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(8,'inbox','09-lorvany-herald-envoy.txt',NULL,1,'6aa3136ce84408393f7e7f38e81445eb749a907d1449d947190fd94c983566e8','the lorvany herald','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(9,'inbox','04-dunmarrow-courier-arms-transfers.md',NULL,1,'324b08af5e1b166d71e49ffc4a2159ee094ebe0825a74928894fe26e3b628c67','the dunmarrow courier','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(10,'inbox','meridian-20260227-0041','https://www.meridianwire.example/2026/02/27/0041',1,'279a8fdfa5106948ab7b15285ba93276d8a746b7c329adba6a4e0ad980db7251','meridianwire.example','2026-11-22 02:19:21.317530');
INSERT INTO article VALUES(11,'inbox','08-elster-gazette-ferry-fares.html','https://www.elstergazette.example/harbor/ferry-fares',1,'3529176e16828bc7110694477fe5e073311d7b6cefa85b9c1f074eae8e4f3030','elstergazette.example','2026-11-22 02:19:21.317530');
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
INSERT INTO document VALUES('inbox','06-halvane-review-briefs.jsonl','1708:1795320758867732055:1795320758867732055','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','01-meridian-maren-visit.txt','1807:1795320758867945713:1795320758867945713','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','03-tessaro-observer-maren-petrell.txt','1479:1795320758868238159:1795320758868238159','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','07-sundhaven-post-visitor-center.txt','829:1795320758868436790:1795320758868436790','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','02-elster-gazette-maren-visit.html','3925:1795320758868653094:1795320758868653094','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','09-lorvany-herald-envoy.txt','759:1795320758868845814:1795320758868845814','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','04-dunmarrow-courier-arms-transfers.md','1478:1795320758869038203:1795320758869038203','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','05-meridian-missile-deal.json','971:1795320758869238627:1795320758869238627','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
INSERT INTO document VALUES('inbox','08-elster-gazette-ferry-fares.html','1484:1795320758869416199:1795320758869416199','2026-11-22 02:19:21.570380',0,NULL,NULL,NULL);
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
	baseline BOOLEAN NOT NULL, 
	CONSTRAINT pk_poll PRIMARY KEY (id), 
	CONSTRAINT fk_poll_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO poll VALUES(1,'wire','2026-11-22 02:18:40.776410','2026-11-22 02:19:16.406430','new','',1,1,0,0,0,0,0,0);
INSERT INTO poll VALUES(2,'inbox','2026-11-22 02:18:40.773090','2026-11-22 02:19:21.570380','new','',11,11,0,0,0,0,0,0);
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
	lease_until DATETIME, 
	CONSTRAINT fk_slot_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE, 
	CONSTRAINT uq_slot_once UNIQUE (stream_id, local_date, local_time)
);
INSERT INTO slot VALUES(1,'desk','2026-11-22','06:00','2026-11-22 06:00:00.000000','open',NULL,NULL,NULL,0,NULL);
INSERT INTO slot VALUES(2,'desk-instant','2026-11-22','instant 2026-11-22T02:19:23.275340+00:00','2026-11-22 02:19:23.275340','done',NULL,'dg_a7c2c47481c9cac80a9b37ac',NULL,1,NULL);
CREATE TABLE stream_scope (
	stream_id VARCHAR(200) NOT NULL, 
	watchlist VARCHAR(200) NOT NULL, 
	tier VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_stream_scope PRIMARY KEY (stream_id, watchlist, tier), 
	CONSTRAINT fk_stream_scope_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE
);
INSERT INTO stream_scope VALUES('desk','desk','background');
INSERT INTO stream_scope VALUES('desk','desk','normal');
INSERT INTO stream_scope VALUES('desk','desk','urgent');
INSERT INTO stream_scope VALUES('desk-instant','desk','urgent');
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
INSERT INTO article_version VALUES(1,1,'Brennholt and Lorvany revive their mutual defense pact',replace('Brennholt and Lorvany on Friday revived a mutual defense pact that had lapsed nine years ago. The text says that an attack on one is to be answered by both.\n\nThe signing took place in the old customs house of Dunmarrow. Both prime ministers stressed that the pact names no adversary.\n\nThe parliaments of the two countries are to vote on it in April.','\n',char(10)),NULL,'Edda Kornfeld','The Halvane Review',NULL,NULL,'en','{"value": "2026-02-20", "precision": "day", "zone": "assumed", "provenance": "given"}',NULL,'289a199b0460e2851696731e14593ab687d92d4da0e4d555fef8757e8afa0586','9f479f9d60359a7f51c77f119773405ed651aebd8501623837794d88b8ba2e8c','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(2,1,'Inspectors find no trace of new launchers at Lunna',replace('A team of inspectors from the Strait Commission left the Lunna works on Saturday without having found new launchers.\n\nThe team was given access to two of three halls. The third, the management said, was being painted.\n\nThe commission''s report is due in May. Its first inspection, in 2024, was broken off after an hour.','\n',char(10)),NULL,'Ansel Brode','The Halvane Review',NULL,NULL,'en','{"value": "2026-02-21", "precision": "day", "zone": "assumed", "provenance": "given"}',NULL,'b99d8d42c34aac6a73271cb413fbc1177055d06d6ec57b519ccacd4c2ac4f294','7ce65caf02c25e080b7e443fcdf128914b36e35765cd6b47886c08575ea329c1','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(3,1,'Herring quota raised for the first time in a decade',replace('The Kaldin Strait fisheries council has raised the herring quota by a tenth. It is the first increase in ten years.\n\nSkippers in Sundhaven welcomed the decision. Scientists asked them to leave the spawning grounds alone until May.','\n',char(10)),NULL,'Edda Kornfeld','The Halvane Review',NULL,NULL,'en','{"value": "2026-02-22", "precision": "day", "zone": "assumed", "provenance": "given"}',NULL,'05e3715a55299639e302abf2073ca56c3ecfa4cb9e90b75ac23a36d4c97b5f83','b6828fa8321bc9fd5615c7e920303fbccca024e3a262d23f4bd1c9cbd7e6279a','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(4,1,'Vareland''s defense chief arrives in Osmeria for talks on arms transfers',replace('TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on arms transfers across the Kaldin Strait.\n\nMaren, who has held the post for four years, was met at the airfield by her counterpart, Davor Petrell. The two ministers spoke for 40 minutes before driving to the Citadel for a working dinner.\n\n"We have come to listen, and to leave with something on paper," Maren told reporters. She declined to say whether the paper would name the Toren-2 rocket, which Osmeria has sought since its own production line closed last autumn.\n\nAn official in Petrell''s ministry, speaking on condition of anonymity because the talks are private, said a first shipment of 12 launchers could cross the strait "before the ice does." The official added that no price had been agreed.\n\nOpposition lawmakers in Port Elster have asked for a vote on any agreement. Under a 2019 law, the Varish parliament must be told of the transfer of heavy weapons within 30 days, but it cannot stop one.\n\nNeighboring Brennholt, which has a border dispute with Osmeria, said it was watching the meeting with concern. "Nobody buys rockets to look at them," its foreign ministry said in a statement.','\n',char(10)),NULL,'Tomas Reyl','Meridian Wire',NULL,'TESSARO, Osmeria, Feb. 24 (Meridian)','en','{"value": "2026-02-24", "precision": "day", "zone": "assumed", "provenance": "text"}',NULL,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(5,1,'Maren and Petrell sign no deal, but both speak of rockets',replace('The visit by Varish Defense Minister Ilsa Maren ended Wednesday without a signature, but with a promise to meet again before the spring thaw.\n\nStanding beside his guest on the steps of the Citadel, Defense Minister Davor Petrell said the two governments had "understood each other''s lists." He did not answer a question about what stood on them.\n\nThree people who were in the room said the lists name the Toren-2 rocket and its launchers. One of them put the number of launchers at 12; another said it was closer to 20 and that training crews would come from Port Elster as well.\n\nMaren visited the rocket works at Lunna in the morning. The plant has stood idle since last autumn, and workers there said they had been told to keep the halls heated through the winter.\n\nBrennholt''s ambassador left the closing reception early. His office later said that he had another engagement.\n\nAnalysts at the Halvane Institute said that even a small delivery would change the balance along the southern border, where Osmeria has had no long-range rockets for two years.','\n',char(10)),NULL,'Lena Vossak','Tessaro Observer',NULL,NULL,'en','{"value": "2026-02-25T18:20", "precision": "minute", "zone": "assumed", "provenance": "text"}','{"value": "2026-02-25T21:45", "precision": "minute", "zone": "assumed", "provenance": "text"}','3d1bb7829dab9a78eb9f274d6603f563df37994ce087cea1bf665fb3090e6dd4','6ecfd2030ffc02e5abba0ca6cb75a8ed9649015f786baeda6680c1057c180847','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(6,1,'Maren opens visitor center at the old Sundhaven naval yard',replace('SUNDHAVEN, Vareland, Feb. 14, 2026 (Sundhaven Post) — Defense Minister Ilsa Maren cut a ribbon on Saturday and became the first of what the city hopes will be 100,000 visitors a year to its old naval yard.\n\nMaren told visitors that the yard belongs to an international story of shipbuilding, and that its internal records, long locked away, will be shown in glass cases. An exhibition about the army''s mule trains was transferred here from the capital.\n\nThe center holds the keel of a frigate that was never finished, a rope walk and a cafe. Entry is free for children and, until the end of March, for everyone else.\n\nVisitation rules for groups are to be posted at the gate next week.','\n',char(10)),NULL,'Jonne Arkwell','Sundhaven Post',NULL,'SUNDHAVEN, Vareland, Feb. 14, 2026 (Sundhaven Post)','en','{"value": "2026-02-14", "precision": "day", "zone": "assumed", "provenance": "text"}',NULL,'13c0e7101154217d29ab54d3b36fe95ea56863b2bc4be9711b6465d3cd18cdbf','ffdac1e7d56cfef9cb5b26ff4cf97cf04574ae640e4c4f65d9d4feeac874b473','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(7,1,'Vareland''s defense chief arrives in Osmeria for talks on arms transfers',replace('TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on arms transfers across the Kaldin Strait.\n\nMaren, who has held the post for four years, was met at the airfield by her counterpart, Davor Petrell. The two ministers spoke for 40 minutes before driving to the Citadel for a working dinner.\n\n"We have come to listen, and to leave with something on paper," Maren told reporters. She declined to say whether the paper would name the Toren-2 rocket, which Osmeria has sought since its own production line closed last autumn.\n\nAn official in Petrell''s ministry, speaking on condition of anonymity because the talks are private, said a first shipment of 12 launchers could cross the strait "before the ice does." The official added that no price had been agreed.\n\nOpposition lawmakers in Port Elster have asked for a vote on any agreement. Under a 2019 law, the Varish parliament must be told of the transfer of heavy weapons within 30 days, but it cannot stop one.\n\nNeighboring Brennholt, which has a border dispute with Osmeria, said it was watching the meeting with concern. "Nobody buys rockets to look at them," its foreign ministry said in a statement.','\n',char(10)),NULL,'Tomas Reyl','Elster Gazette',NULL,'TESSARO, Osmeria, Feb. 24 (Meridian)','en','{"value": "2026-02-24T21:05:00+01:00", "precision": "second", "zone": "stated", "provenance": "json-ld"}',NULL,'635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3','8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(8,1,'Lorvany summons Osmerian envoy over remarks on pact',replace('The foreign ministry of Lorvany summoned the Osmerian ambassador to protest against what it called careless words about the new mutual defense pact with Brennholt.\n\nAmbassador Ruvan Teel had said in a radio interview that the pact was "an invitation to be dragged into other people''s quarrels." The ministry said the ambassador listened, took notes and left by the side door.\n\nA spokesman added that Lorvany does not supply arms to anyone and would not be supplied with any under the pact. "It is a promise, not a shopping list," he said.\n\nThe embassy said that Teel''s words had been shortened in the broadcast.','\n',char(10)),NULL,NULL,'The Lorvany Herald',NULL,NULL,'en',NULL,NULL,'6aa3136ce84408393f7e7f38e81445eb749a907d1449d947190fd94c983566e8','6b8ca9b070646edadd237d6bc5029bcd0ede623b29cde936735fb379bb776852','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(9,1,'Brennholt says it tracked three arms transfers over the Hollin Pass',replace('A border post at the Hollin Pass in January. (Brennholt Ministry of Interior)\n\nBrennholt''s border service said on Thursday that it had followed three arms transfers to Osmeria since December, all of them at night and all of them by road.\n\nThe service showed journalists photographs of covered trucks near the Hollin Pass. It said the loads had been artillery munitions and spare parts, and that the drivers had carried Varish papers.\n\n"We counted axles, we counted crates, and we counted the hours," said Colonel Brita Anselm, who leads the service. "This was not farm machinery."\n\nVareland''s defense ministry called the claim "a winter tale." It said that every export is reported to parliament, as the law demands, and that none had gone over the pass.\n\nOsmeria did not comment. Its government has said before that it buys what it needs "from whoever sells, in daylight."\n\nThe pass has been closed by snow since Monday, and the service expects no further traffic before next week.','\n',char(10)),NULL,'Mirel Ostrander','The Dunmarrow Courier',NULL,NULL,'en','{"value": "2026-02-26T14:32", "precision": "minute", "zone": "assumed", "provenance": "text"}',NULL,'324b08af5e1b166d71e49ffc4a2159ee094ebe0825a74928894fe26e3b628c67','2f5ddb8122718434d209aeb923525493fe769227a92ee5146cec538747b162a3','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(10,1,'Osmeria''s cabinet puts off missile deal by a week',replace('TESSARO, Feb. 27 (Meridian) -- Osmeria''s cabinet on Friday put off a decision on a missile deal with Vareland by one week, saying that it wanted to see the price in writing first.\n\nGovernment spokeswoman Ada Lisk said ministers had spent three hours on the matter. "Nothing is off the table, and nothing is on it yet," she said.\n\nThe delay follows talks in Tessaro earlier this week between the defense ministers of the two republics. Neither side has said how many of the rockets are to be delivered, or when.\n\nThe finance ministry has warned that the purchase could take up a third of this year''s defense budget. It asked for payment over six years instead of two.','\n',char(10)),NULL,'Hanne Dorval','Meridian Wire',NULL,'TESSARO, Feb. 27 (Meridian)','en','{"value": "2026-02-27T11:50:00+01:00", "precision": "second", "zone": "stated", "provenance": "given"}',NULL,'279a8fdfa5106948ab7b15285ba93276d8a746b7c329adba6a4e0ad980db7251','b5ac3b9a8c1372da45d5ef73e43d0fa419a0dadc78129613bf842c18ee2ff128','2026-11-22 02:19:21.317530',0,1,NULL);
INSERT INTO article_version VALUES(11,1,'Ferry fares to rise in March',replace('A crossing from Port Elster to Sundhaven will cost eight crowns from the first of March, one crown more than today. The harbor board agreed on the new fares on Wednesday evening.\n\nSeason tickets stay as they are. Children under twelve travel free, and so do bicycles, if there is room on the car deck.\n\nThe board said that fuel had become dearer and that two of the five boats need new engines before the summer. A proposal to drop the last crossing of the day found no majority.\n\nPassengers on Thursday''s first boat took the news calmly. "It is still cheaper than swimming," said one.','\n',char(10)),NULL,'Pia Sandell','Elster Gazette',NULL,NULL,'en','{"value": "2026-02-19T08:00:00+01:00", "precision": "second", "zone": "stated", "provenance": "meta"}',NULL,'3529176e16828bc7110694477fe5e073311d7b6cefa85b9c1f074eae8e4f3030','691a061e0f2f9e693aaaae9add4620813baad1edaae205299cb33237e14cd31a','2026-11-22 02:19:21.317530',0,1,NULL);
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
INSERT INTO digest VALUES('dg_a7c2c47481c9cac80a9b37ac','desk-instant',2,'2026-11-22 02:19:24.155230','Urgent: Vareland''s defense chief arrives in Osmeria for talks on arms transfers and 3 more (desk, as it happens)',4,replace('WIREWATCH\ndesk, as it happens\nSunday, 22 November 2026, 02:19 (UTC)\n4 stories (4 urgent)\n==============================================================================\n\n 1  [URGENT] Vareland''s defense chief arrives in Osmeria for talks on *arms*\n    transfers\n    Meridian Wire, carried by 1 (Elster Gazette); first seen 02:19\n    By Tomas Reyl · published 24 Feb 2026\n\n    | TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa\n    | Maren arrived in Tessaro on Tuesday for a two-day visit that officials\n    | on both sides said would center on *arms* transfers across the Kaldin\n    | Strait.\n\n    | Under a 2019 law, the Varish parliament must be told of the transfer of\n    | heavy *weapons* within 30 days, but it cannot stop one.\n\n    Matched: arms OR weapons OR missile (urgent) · article 4\n\n 2  [URGENT] Lorvany summons Osmerian envoy over remarks on pact\n    The Lorvany Herald; first seen 02:19\n    Byline and date not printed\n\n    | A spokesman added that Lorvany does not supply *arms* to anyone and\n    | would not be supplied with any under the pact.\n\n    Matched: arms OR weapons OR missile (urgent) · article 8\n\n 3  [URGENT] Brennholt says it tracked three *arms* transfers over the Hollin\n    Pass\n    The Dunmarrow Courier; first seen 02:19\n    By Mirel Ostrander · published 26 Feb 2026, 14:32 (zone not stated)\n\n    | Brennholt''s border service said on Thursday that it had followed three\n    | *arms* transfers to Osmeria since December, all of them at night and all\n    | of them by road.\n\n    Matched: arms OR weapons OR missile (urgent) · article 9\n\n 4  [URGENT] Osmeria''s cabinet puts off *missile* deal by a week\n    Meridian Wire; first seen 02:19\n    By Hanne Dorval · published 27 Feb 2026, 11:50 (UTC+1)\n\n    | TESSARO, Feb. 27 (Meridian) -- Osmeria''s cabinet on Friday put off a\n    | decision on a *missile* deal with Vareland by one week, saying that it\n    | wanted to see the price in writing first.\n\n    Matched: arms OR weapons OR missile (urgent) · article 10\n    https://www.meridianwire.example/2026/02/27/0041\n\nCoverage\n------------------------------------------------------------------------------\n- First message of this stream; it speaks of what came since 22 Nov 02:18, up\n  to 22 Nov 02:19 (UTC).\n- 2 sources checked, none failed.\n- 11 new articles seen, 7 matched.\n- 1 copy counted, not told again.\n\n==============================================================================\nWirewatch · dg_a7c2c47481c9cac80a9b37ac\n','\n',char(10)),replace('<!DOCTYPE html><html lang="en" style="color-scheme:light dark"><head><style>@media (max-width:520px){\n.outer{padding:0!important}\n.head{padding:24px 20px 20px!important}\n.story{padding:22px 20px!important}\n.coverage{padding:22px 20px 24px!important}\nh1{font-size:25px!important;line-height:31px!important}\n.foot{padding:14px 20px 20px!important}\n} @media (prefers-color-scheme:dark){\nbody,.page{background-color:#131619!important}\n.card{background-color:#1b1f24!important;border-top-color:#6d8ca8!important}\n.story,.coverage{border-top-color:#333a41!important}\n.coverage{background-color:#171b1f!important}\nh1,h2,.ink,.finding,.outlets,.quiet,.quote,.lead,.more{color:#e8e6e0!important}\n.when,.over,.credit,.label,.further,.matched,h3,.briefs,.background,.foot{color:#a2abb3!important}\nul{color:#bcc3c9!important}\n.logo,.accent{color:#6d8ca8!important}\n.quote{border-left-color:#4b535b!important}\n.hit{background-color:#57481a!important;color:#fbeebb!important}\n.urgent{background-color:#c9423d!important;color:#ffffff!important}\n} </style>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">\n<title>Urgent: Vareland''s defense chief arrives in Osmeria for talks on arms transfers and 3 more (desk, as it happens)</title>\n\n<style data-css-inline="keep">\n:root{color-scheme:light dark}\n@media (max-width:520px){\n.outer{padding:0!important}\n.head{padding:24px 20px 20px!important}\n.story{padding:22px 20px!important}\n.coverage{padding:22px 20px 24px!important}\nh1{font-size:25px!important;line-height:31px!important}\n.foot{padding:14px 20px 20px!important}\n}\n@media (prefers-color-scheme:dark){\nbody,.page{background-color:#131619!important}\n.card{background-color:#1b1f24!important;border-top-color:#6d8ca8!important}\n.story,.coverage{border-top-color:#333a41!important}\n.coverage{background-color:#171b1f!important}\nh1,h2,.ink,.finding,.outlets,.quiet,.quote,.lead,.more{color:#e8e6e0!important}\n.when,.over,.credit,.label,.further,.matched,h3,.briefs,.background,.foot{color:#a2abb3!important}\nul{color:#bcc3c9!important}\n.logo,.accent{color:#6d8ca8!important}\n.quote{border-left-color:#4b535b!important}\n.hit{background-color:#57481a!important;color:#fbeebb!important}\n.urgent{background-color:#c9423d!important;color:#ffffff!important}\n}\n</style>\n</head>\n<body class="page" style="margin:0;padding:0;color:#1f242a;-webkit-text-size-adjust:100%;background-color:#f3f1ec;width:100%;border-collapse:collapse">\n<div class="pre" style="display:none;max-height:0;overflow:hidden;opacity:0">Vareland''s defense chief arrives in Osmeria for talks on arms transfers · Lorvany summons Osmerian envoy over remarks on pact</div>\n<table class="page" role="presentation" cellspacing="0" cellpadding="0" style="background-color:#f3f1ec;width:100%;border-collapse:collapse"><tbody><tr><td class="outer" align="center" style="padding:28px 12px">\n<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0"><tr><td><![endif]-->\n<div class="card" style="max-width:640px;margin:0 auto;background-color:#fdfdfb;border-top:3px solid #1f4e79;text-align:left;font-family:''Helvetica Neue'',Helvetica,Arial,sans-serif">\n<div class="head" style="padding:30px 40px 24px">\n<p class="logo" style="margin:0;font-weight:bold;font-size:12px;line-height:16px;letter-spacing:.14em;text-transform:uppercase;color:#1f4e79">Wirewatch</p>\n<h1 dir="auto" style="margin:14px 0 0;font:normal 29px/36px Georgia,''Times New Roman'',serif;color:#1f242a">desk, as it happens</h1>\n<p class="when" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#5d666f">Sunday, 22 November 2026, 02:19 (UTC)</p>\n<p class="finding" style="margin:2px 0 0;font-weight:bold;font-size:13px;line-height:20px;color:#1f242a">4 stories (4 urgent)</p>\n</div>\n<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">\n<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>\n<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a">Vareland''s defense chief arrives in Osmeria for talks on <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> transfers</h2>\n<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>Meridian Wire</b>, carried by 1 (<a class="quiet" rel="noopener noreferrer" href="https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks" style="color:#1f242a;text-decoration:underline">Elster Gazette</a>); first seen 02:19</p>\n<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">By Tomas Reyl · published 24 Feb 2026</p>\n<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> transfers across the Kaldin Strait.</p>\n<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">Under a 2019 law, the Varish parliament must be told of the transfer of heavy <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">weapons</b> within 30 days, but it cannot stop one.</p>\n<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 4</p>\n</div>\n<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">\n<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>\n<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a">Lorvany summons Osmerian envoy over remarks on pact</h2>\n<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>The Lorvany Herald</b>; first seen 02:19</p>\n<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">Byline and date not printed</p>\n<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">A spokesman added that Lorvany does not supply <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> to anyone and would not be supplied with any under the pact.</p>\n<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 8</p>\n</div>\n<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">\n<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>\n<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a">Brennholt says it tracked three <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> transfers over the Hollin Pass</h2>\n<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>The Dunmarrow Courier</b>; first seen 02:19</p>\n<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">By Mirel Ostrander · published 26 Feb 2026, 14:32 (zone not stated)</p>\n<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">Brennholt''s border service said on Thursday that it had followed three <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">arms</b> transfers to Osmeria since December, all of them at night and all of them by road.</p>\n<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 9</p>\n</div>\n<div class="story" style="padding:24px 40px;border-top:1px solid #e2dfd7">\n<p class="over" style="margin:0 0 8px;font-size:12px;line-height:18px;color:#5d666f"><span class="urgent" style="padding:2px 7px;background-color:#a3231f;color:#fdf7f6;font-weight:bold;font-size:11px;line-height:16px;letter-spacing:.06em;text-transform:uppercase">Urgent</span></p>\n<h2 dir="auto" style="margin:0;text-align:start;font:bold 20px/27px Georgia,''Times New Roman'',serif;color:#1f242a"><a class="ink" rel="noopener noreferrer" href="https://www.meridianwire.example/2026/02/27/0041" style="color:#1f242a;text-decoration:none">Osmeria''s cabinet puts off <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">missile</b> deal by a week</a></h2>\n<p class="outlets" style="margin:8px 0 0;font-size:13px;line-height:20px;color:#1f242a"><b>Meridian Wire</b>; first seen 02:19</p>\n<p class="credit" style="margin:1px 0 0;font-size:13px;line-height:20px;color:#5d666f">By Hanne Dorval · published 27 Feb 2026, 11:50 (UTC+1)</p>\n<p class="quote" dir="auto" style="margin:14px 0 0;padding:0 0 0 14px;text-align:start;border-left:2px solid #cfcabd;font:16px/25px Georgia,''Times New Roman'',serif;color:#1f242a">TESSARO, Feb. 27 (Meridian) -- Osmeria''s cabinet on Friday put off a decision on a <b class="hit" style="font-weight:bold;background-color:#f9e9ae;color:#2b2410">missile</b> deal with Vareland by one week, saying that it wanted to see the price in writing first.</p>\n<p class="matched" style="margin:14px 0 0;font-size:12px;line-height:18px;color:#5d666f">Matched: arms OR weapons OR missile (urgent) &nbsp;·&nbsp; article 10 &nbsp;·&nbsp; <a class="accent" rel="noopener noreferrer" href="https://www.meridianwire.example/2026/02/27/0041" style="color:#1f4e79;text-decoration:underline">meridianwire.example</a></p>\n</div>\n\n<div class="coverage" style="padding:26px 40px 28px;border-top:1px solid #e2dfd7;background-color:#f8f6f1">\n<h3 style="margin:0 0 10px;font-weight:bold;font-size:12px;line-height:16px;letter-spacing:.1em;text-transform:uppercase;color:#5d666f">Coverage</h3>\n<ul style="margin:0;padding:0 0 0 16px;font-size:13px;line-height:20px;color:#444c54">\n<li style="margin:0 0 3px">First message of this stream; it speaks of what came since 22 Nov 02:18, up to 22 Nov 02:19 (UTC).</li>\n<li style="margin:0 0 3px">2 sources checked, none failed.</li>\n<li style="margin:0 0 3px">11 new articles seen, 7 matched.</li>\n<li style="margin:0 0 3px">1 copy counted, not told again.</li>\n</ul>\n</div>\n\n</div>\n<!--[if mso]></td></tr></table><![endif]-->\n<div class="foot" style="font-family:''Helvetica Neue'',Helvetica,Arial,sans-serif;max-width:640px;margin:0 auto;padding:14px 12px 0;font-size:11px;line-height:16px;color:#6a727a;text-align:center">Wirewatch · dg_a7c2c47481c9cac80a9b37ac</div>\n</td></tr></tbody></table>\n\n\n</body></html>','\n',char(10)),'{"version":1,"type":"digest","id":"dg_a7c2c47481c9cac80a9b37ac","stream":"desk-instant","title":"desk, as it happens","subject":"Urgent: Vareland''s defense chief arrives in Osmeria for talks on arms transfers and 3 more (desk, as it happens)","kind":"instant","zone":"UTC","composed_at":"2026-11-22T02:19:24.155230Z","slot":"2026-11-22T02:19:23.275340Z","stories":[{"id":2,"why":"new","reason":"","tier":"urgent","article":4,"version":1,"superseded":false,"headline":"Vareland''s defense chief arrives in Osmeria for talks on arms transfers","url":null,"outlet":"Meridian Wire","author":"Tomas Reyl","wire":null,"language":"en","published":{"value":"2026-02-24","precision":"day","zone":"assumed","provenance":"text"},"updated":null,"standing":null,"first_seen":"2026-11-22T02:19:21.317530Z","rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"title","start":57,"end":61,"quote":"arms","sentence":"Vareland''s defense chief arrives in Osmeria for talks on arms transfers"},{"rule":"desk/arms","field":"text","start":179,"end":183,"quote":"arms","sentence":"TESSARO, Osmeria, Feb. 24 (Meridian) -- Vareland''s Defense Minister Ilsa Maren arrived in Tessaro on Tuesday for a two-day visit that officials on both sides said would center on arms transfers across the Kaldin Strait."},{"rule":"desk/arms","field":"text","start":1038,"end":1045,"quote":"weapons","sentence":"Under a 2019 law, the Varish parliament must be told of the transfer of heavy weapons within 30 days, but it cannot stop one."}],"copies":[{"article":7,"version":1,"outlet":"Elster Gazette","headline":"Vareland''s defense chief arrives in Osmeria for talks on arms transfers","url":"https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks","published":{"value":"2026-02-24T21:05:00+01:00","precision":"second","zone":"stated","provenance":"json-ld"},"seen_at":"2026-11-22T02:19:21.317530Z","told_before":false,"standing":null,"superseded":false}],"copies_total":1,"reports":[],"reports_total":0},{"id":4,"why":"new","reason":"","tier":"urgent","article":8,"version":1,"superseded":false,"headline":"Lorvany summons Osmerian envoy over remarks on pact","url":null,"outlet":"The Lorvany Herald","author":null,"wire":null,"language":"en","published":null,"updated":null,"standing":null,"first_seen":"2026-11-22T02:19:21.317530Z","rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"text","start":424,"end":428,"quote":"arms","sentence":"A spokesman added that Lorvany does not supply arms to anyone and would not be supplied with any under the pact."}],"copies":[],"copies_total":0,"reports":[],"reports_total":0},{"id":5,"why":"new","reason":"","tier":"urgent","article":9,"version":1,"superseded":false,"headline":"Brennholt says it tracked three arms transfers over the Hollin Pass","url":null,"outlet":"The Dunmarrow Courier","author":"Mirel Ostrander","wire":null,"language":"en","published":{"value":"2026-02-26T14:32","precision":"minute","zone":"assumed","provenance":"text"},"updated":null,"standing":null,"first_seen":"2026-11-22T02:19:21.317530Z","rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"title","start":32,"end":36,"quote":"arms","sentence":"Brennholt says it tracked three arms transfers over the Hollin Pass"},{"rule":"desk/arms","field":"text","start":150,"end":154,"quote":"arms","sentence":"Brennholt''s border service said on Thursday that it had followed three arms transfers to Osmeria since December, all of them at night and all of them by road."}],"copies":[],"copies_total":0,"reports":[],"reports_total":0},{"id":6,"why":"new","reason":"","tier":"urgent","article":10,"version":1,"superseded":false,"headline":"Osmeria''s cabinet puts off missile deal by a week","url":"https://www.meridianwire.example/2026/02/27/0041","outlet":"Meridian Wire","author":"Hanne Dorval","wire":null,"language":"en","published":{"value":"2026-02-27T11:50:00+01:00","precision":"second","zone":"stated","provenance":"given"},"updated":null,"standing":null,"first_seen":"2026-11-22T02:19:21.317530Z","rules":[{"id":"desk/arms","title":"arms OR weapons OR missile","tier":"urgent"}],"evidence":[{"rule":"desk/arms","field":"title","start":27,"end":34,"quote":"missile","sentence":"Osmeria''s cabinet puts off missile deal by a week"},{"rule":"desk/arms","field":"text","start":83,"end":90,"quote":"missile","sentence":"TESSARO, Feb. 27 (Meridian) -- Osmeria''s cabinet on Friday put off a decision on a missile deal with Vareland by one week, saying that it wanted to see the price in writing first."}],"copies":[],"copies_total":0,"reports":[],"reports_total":0}],"more":{"stories":0,"urgent":0,"follow":0,"url":null},"mentions":[],"coverage":{"since":null,"until":"2026-11-22T02:19:24.155230Z","sources":{"checked":2,"failed":[],"silent":[],"possible_gaps":[],"baseline":[],"changed_shape":[],"over_active":[],"floods":[],"moved":[]},"articles":{"seen":11,"matched":7,"merged":1,"held":0,"unreadable":0,"cut":0,"undecided":0},"slots_merged":0,"sibling":null,"told_instantly":0,"rules_off":[],"rules_undecided":[],"sentences":["First message of this stream; it speaks of what came since 22 Nov 02:18, up to 22 Nov 02:19 (UTC).","2 sources checked, none failed.","11 new articles seen, 7 matched.","1 copy counted, not told again."]}}');
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
INSERT INTO entry VALUES('inbox','id:halvane-2026-0211',1,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','url:https://www.halvanereview.example/briefs/pact',1,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:halvanereview.example:289a199b0460e2851696731e14593ab687d92d4da0e4d555fef8757e8afa0586',1,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:e5b61df5cea0735ee9dc1fac64bf63c9f7d55a1fb24be59017c32fa4c3d5fa17',1,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:halvane-2026-0212',2,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','url:https://www.halvanereview.example/briefs/inspectors',2,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:halvanereview.example:b99d8d42c34aac6a73271cb413fbc1177055d06d6ec57b519ccacd4c2ac4f294',2,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:8ec92bddab569fccd311e5774fcf0cf06f87ad4001c52d527f073c00d8df83c4',2,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:halvane-2026-0213',3,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','url:https://www.halvanereview.example/briefs/herring',3,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:halvanereview.example:05e3715a55299639e302abf2073ca56c3ecfa4cb9e90b75ac23a36d4c97b5f83',3,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:25ff9dcc19aaf983bd2aa2835f3ffffecb3215b48122b89092997dc389faabc3',3,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:01-meridian-maren-visit.txt',4,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:meridian wire:635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3',4,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:f8d4e68fcacf1ae1b0d5d8c32768debef845b3ed78d9f17f4ed6441f0371d4ba',4,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:03-tessaro-observer-maren-petrell.txt',5,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:tessaro observer:3d1bb7829dab9a78eb9f274d6603f563df37994ce087cea1bf665fb3090e6dd4',5,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:c8acbd67393d0fee47eac61f4a7be5c52e29a31ce9dfa3848956fa24d2dd49d2',5,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:07-sundhaven-post-visitor-center.txt',6,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:sundhaven post:13c0e7101154217d29ab54d3b36fe95ea56863b2bc4be9711b6465d3cd18cdbf',6,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:f9c28f05b5f5e816a32a63935966f7169265455743731ea0e0ab4c38ff4f22af',6,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:02-elster-gazette-maren-visit.html',7,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','url:https://www.elstergazette.example/world/2026/02/24/maren-osmeria-talks',7,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:elstergazette.example:635c3a062024df37e23608a2fbf4e08a57b245a05fb91ab362bea6287c68fca3',7,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:e01a8afa98eea84e3df684a78ab30ea0a5ae26c360d7adbcacccf1eea6c83d92',7,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:09-lorvany-herald-envoy.txt',8,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:the lorvany herald:6aa3136ce84408393f7e7f38e81445eb749a907d1449d947190fd94c983566e8',8,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:1bd5613c155c8695b83efc20e4bae1aa3b484dfdd56862da6fc0e077604abbc8',8,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:04-dunmarrow-courier-arms-transfers.md',9,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:the dunmarrow courier:324b08af5e1b166d71e49ffc4a2159ee094ebe0825a74928894fe26e3b628c67',9,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:9b7199bf8ec7d3ec171b0a31d5917a511ffff93392d4c22a76a4f855baa72629',9,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:meridian-20260227-0041',10,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','url:https://www.meridianwire.example/2026/02/27/0041',10,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:meridianwire.example:279a8fdfa5106948ab7b15285ba93276d8a746b7c329adba6a4e0ad980db7251',10,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:b2503841fd11a486ed18bde26acd53f8384f4e25554b52a77b23fa8e1c320330',10,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','id:08-elster-gazette-ferry-fares.html',11,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','url:https://www.elstergazette.example/harbor/ferry-fares',11,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','text:elstergazette.example:3529176e16828bc7110694477fe5e073311d7b6cefa85b9c1f074eae8e4f3030',11,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
INSERT INTO entry VALUES('inbox','as:7861d55707654fd2f70cc2d4aefebcda4111b258cb533935c0fa1951af6bbe85',11,'2026-11-22 02:19:21.570380','2026-11-22 02:19:21.570380');
CREATE TABLE IF NOT EXISTS "match" (
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
INSERT INTO "match" VALUES(1,1,1,'desk','pact','"mutual defence" OR pact OR treaty','normal',1,'[{"field": "title", "start": 50, "end": 54, "quote": "pact", "clause": "pact", "sentence": [0, 54]}, {"field": "text", "start": 57, "end": 61, "quote": "pact", "clause": "pact", "sentence": [0, 93]}, {"field": "text", "start": 259, "end": 263, "quote": "pact", "clause": "pact", "sentence": [220, 283]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(2,4,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 57, "end": 61, "quote": "arms", "clause": "arms", "sentence": [0, 71]}, {"field": "text", "start": 179, "end": 183, "quote": "arms", "clause": "arms", "sentence": [0, 219]}, {"field": "text", "start": 1038, "end": 1045, "quote": "weapons", "clause": "weapons", "sentence": [960, 1085]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(3,4,1,'desk','visits','visit','normal',1,'[{"field": "text", "start": 123, "end": 128, "quote": "visit", "clause": "visit", "sentence": [0, 219]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(4,5,1,'desk','visits','visit','normal',1,'[{"field": "text", "start": 4, "end": 9, "quote": "visit", "clause": "visit", "sentence": [0, 141]}, {"field": "text", "start": 587, "end": 594, "quote": "visited", "clause": "visit", "sentence": [581, 636]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(5,7,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 57, "end": 61, "quote": "arms", "clause": "arms", "sentence": [0, 71]}, {"field": "text", "start": 179, "end": 183, "quote": "arms", "clause": "arms", "sentence": [0, 219]}, {"field": "text", "start": 1038, "end": 1045, "quote": "weapons", "clause": "weapons", "sentence": [960, 1085]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(6,7,1,'desk','visits','visit','normal',1,'[{"field": "text", "start": 123, "end": 128, "quote": "visit", "clause": "visit", "sentence": [0, 219]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(7,8,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "text", "start": 424, "end": 428, "quote": "arms", "clause": "arms", "sentence": [377, 489]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(8,8,1,'desk','pact','"mutual defence" OR pact OR treaty','normal',1,'[{"field": "title", "start": 47, "end": 51, "quote": "pact", "clause": "pact", "sentence": [0, 51]}, {"field": "text", "start": 143, "end": 147, "quote": "pact", "clause": "pact", "sentence": [0, 163]}, {"field": "text", "start": 226, "end": 230, "quote": "pact", "clause": "pact", "sentence": [165, 294]}, {"field": "text", "start": 484, "end": 488, "quote": "pact", "clause": "pact", "sentence": [377, 489]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(9,9,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 32, "end": 36, "quote": "arms", "clause": "arms", "sentence": [0, 67]}, {"field": "text", "start": 150, "end": 154, "quote": "arms", "clause": "arms", "sentence": [79, 237]}]','2026-11-22 02:19:21.570380');
INSERT INTO "match" VALUES(10,10,1,'desk','arms','arms OR weapons OR missile','urgent',1,'[{"field": "title", "start": 27, "end": 34, "quote": "missile", "clause": "missile", "sentence": [0, 49]}, {"field": "text", "start": 83, "end": 90, "quote": "missile", "clause": "missile", "sentence": [0, 179]}]','2026-11-22 02:19:21.570380');
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
INSERT INTO page VALUES(4,1,'01-meridian-maren-visit.txt',NULL,NULL,'f9b49b8ee13f1ef473175f3890596d3e67bd967a61e2bdd4629e6b84727c4fd5',X'789c8d55cd6ee33610beeb29a6c9a109600b597751a0b7663759b4d8262936e9eea1e88126c726618a1448caaa807d8e3e481fa94fd26f28d9d8a228d09b258e66bebfa1bffaf5b7ab6bfadc7ca6bffef8933eaac45e05f375a63bde71c84c0f2eb85c38d18f3e2b7a4041a0ab9faec985dcb32e9954201b434cb41f543234ba62c9a2fe29779c1c4e751c021af42a9515dda9234a7fe682417e45aa50b14c2f9cb34a91944b3bc7de500cf48eb72d6d5eaf6873b3f9b6a5ab077433e8276897deeb13deb599d1365f10585e91b68e77a4527247ce807d02463b0029ca1fb24c53a9cb54920a79c729376f267a899dcaf48127dfbcdc3f3fdf7e785a9d3e5d9dc07d896abdfebff2cd588c60391107829781b3515385a5a88c712d4f47979d6804a1e26ee7b453bee2dd46c89c9d01a5ac1c648f0364d32c4aff9b0f299d62ce55ebf7ca1b4c7ec6a12b6d5321ad68b4912cf85a515fcafa984bc5b28b43a28955caa84245c7e564dbd9aeed542dff6fa75b7a413d4851b70802dc7d3c701df1fa465e0f0564b68c174c060ab9b0a712eba0b7ae28c37ed1668ce92087a01138b5cdc52706f623ac8e1dcb275e268014aca88f2c8735981915c5cac7d0a8573da7d5c5e24a892092b88f49d0b5f48cb986b577816b970c37468baf41b40a245f2fba07258325c8001fd61b4a511fb888ac4edb73e244e01c87bd2db02e682687fd892390a468065d1c40c93cd23e664cf50a1ea8a10c5d689bdb704e8024671116519b154dd30a8ab23a2ce4740cc6d58e11e90f314c9d2b13f4d56ac833d839fc208ff9eea80aafe62c61355cc2e46c5ddf2151d2e1d5066886a0ad38a7e7b09d23956b96e862314f5e39b03391737b519d3f2357c6889c92e71065ae16ef902096c5d82766d3364f3dd23783f76aecd441860a677843f7beee53355ce503bacda938c6c235f9619a1b09f4967e0986e57873f3ea3be9b6aaf0b0a92e5b7898bc5395633780f196e71880701568d91f79b6081102c0aa8f21d73001d037378425c5626c87023349ab1022842bb107146e9b47767bbb8d494c798368041bfd39161207854d4e82d0b8dc6303e6989eef99ea071acbe28daae81a5d81d63117f95dcbe1b5e6145aba788cdb68e0f230e52583b96e408c8765693b045e62274eb97d38a7671905fd001f59a8ea35c8d8e4bfef964b6e74895bfe5d75bde7e6eafef1eeba79cf13d6d1e4e672dea2cb53d62fff71cf340f729d7c743cb269de71c2bc1dea2b3838c132180db46d9e431ce7fccfd9fa217a2fd6ab9c4f57a375f89f81eecddbd84fc9c93a5de9ebfa3f41a7fb983e0956baf59e6a05e4e0cc09d76e8b3bdd086507d32462583eebb6ae48f2fe066e22800a','2026-11-22 02:19:21.317530');
INSERT INTO page VALUES(5,1,'03-tessaro-observer-maren-petrell.txt',NULL,NULL,'aee965c25fd0db60af07ac3236a9c0607f06b3bf130fe18fa2a52de2b9bca57e',X'789c85544b8fdb3610beeb570c72e96557d83592a0d85eeabcb041d6b5d1dda4288a1e46e258224c715492b2ea7fdf8f94bd1b20879e6cf131f3bd381b0ee289bda19da420ce51b49d27af6484dd153553a246534f71143e90ee29687b9014abddd4381b7b3177b47a439fa4a96975b37a7b45b73fdfad6eaaafa3e1f4e3e6eaf6eef59bea9a1e3efeb6a66fdbc7c7f5177cb9faa831f2e1d724f809aa4d94709450cbbf3c8c4eaaa75ee868a30598137de380c6f441f6e2a3d0c67a1b9304faec22d3a610126fc4d01f62bc44c3279a6dea1554b8d0e3340559b8e50dac8e41078b5a496910c1b98eada746f61ab088e6710cd677f8cb735d3d2608963f1b89d608f5365237494ca47e399d648c59acfcf1de2636022d7f00fc818f1a5e84676bca85342b750afa7e109f22f56ce8d5044621265543c26d4ff044c24f91e0418af52bba1732b8ef15e07d9c519de99f8cc902133799fcdc73a2a5c48273a8216c10a151142ae380126e0ad985068c185e60954ee4795814798234fe7a75ce438990c5bee3c9b780166bda7a396b30d088fef9969f8606d8b0fc7c9080ea76f50b2a144e4b43383d73a4d62992906d59dd941629734801ee64fddb2073a4592767a85500dbc347da6948f4d11589516386b875b5e4a26448cc995d013e6b38140c0f93f77ca13e68c81d6acac91b1dfb041be2593d6b2056b4be85280cd7794ad3e0af0ac05c2e93ca54e459bc5331b11140480ab0207410194bab9e9d83c9c20bb0a053d7978dd97a50a8ab7740ee7b750976f3d0309e88416e9cec174db348598d20ad8cc56fe1e04e35dddb1cc2bd2d38d345da2261e96b9e3517df7127396e75b5f6ec4ed96a5ecadfb33b32acfcec11a63425f9ae8c1cf3f4a03880032686b348ede96248cfbe5bb2d23014040a765a1e114a2090688c37a601c1be42f6b25edb3848b05cb4cef83087f295eb504a9d470fe15596477202cf087dfefc7e9cd05fff374dfeae36dbc727da6d775f1fd6bf57e7f799533520e4be4c8112bcd228c8c836c432828adb2e17b15d9f961c3f2d4daa07ed4a783427312b596d74794a3b7536d93656ef26d3217179dfa68477c7f1f0c266c8c7679143acdeeb780ab9c5a53a6d2f1c680da5cb5e04b4b268eaea3fc06a0b5e','2026-11-22 02:19:21.317530');
INSERT INTO page VALUES(6,1,'07-sundhaven-post-visitor-center.txt',NULL,NULL,'f8ac44a1d24c8fff4742aec96f3ea90e7214d9443fcb7139db30fde96a826e93',X'789c5552cd6e9b4010bef314736b222184ada877b749d5467214c9adef030cec88f52eda594cb8f521fa847d92ce2ef9512fc8986fbebf99230672e027720257168e3e404b2e52008c100d81b71d9c66d719bc2ad2e1152dac18bae2cb0a8fde3982431817b2b638fd7abaff7e383f3c9570565a8bae2be11b3515ecee4ad8d7fbcf70f3c1f4ec25dec2dfdf7fe09e7a952738b26349ca3fac201cb3b3768e8010b869bcda7470c238870e57507268a8c50b65973d0789e07b58ccabef96e30a4693092c6cad826157d7655dd76f41459957c200d10347c9493ff255c5e620a6bfdf27e21b7d8228a7f56e9044800e38d5e630b277ca218a5f9323313c3533db8edd5066df992429be4e5808d4fad04909894f1fed481de0826bf96e5e8c5f92060c1645a04521a9e0e0805e0c379c54011b3f6ff6305cd64f0297d96a3f0159d7bba0a49f4e7a0a41e90d05ed2df8cb56174e1cd156c5cff4b25d80d1e892bf8e443665411de001236d1912a5a3ab42fbb43b43ba70dd9696ae9fec98c3a252f754c1838bda078b3290eaa63b335a4aaa381fcaec22db2c463aa55a5a7f6bca8c4c12abd753232b5415e7b48ddc33040d281933043f4fba520da5ebd0c2263db0d4e2564836ede8454d138d55f16cbcc206b456a9e166b7bf2d4e260f1b4e2c915b4bc5573fad1ad8c4ed7cffbfdee21fea13240a','2026-11-22 02:19:21.317530');
INSERT INTO page VALUES(7,1,'02-elster-gazette-maren-visit.html',NULL,NULL,'2a22c3c7a42190f91ff011ddf39c303c7749e7730e727333fd5fdf120f6583fb',X'789cad57db72e3c6117dd75774f0e2a44c1214a3a4621a4265bd5e27a958966aa5c48fae21d004c6046650330372e1f5febb4f0f40ae28cb7a125f70ebe9cbe9d317667f2a6d11868ea90e6d935f6472a14699ea3a6193c80b56252e2d074545ad9ce7709df4613bff877c0d3a349cff5f39c699f20b4f256fd97886a8e62d29e7f49e3d6943b7be65a7156dada3a09a9d276bf0bdf5149c327ecbced3aff4aef1811dfd4bfdc22170968efa2fb2469b1dc1c8755228638d2e549350ed787b9dd421747e9da687c361c1f178359e5ef007d5760da707eb9a325d2d577f4f97ab747595b6f0d7ccede8d13c7a931c63ec9cedd885e13ab1d5daebc03f19d572428535810d623f77f1f97382e8a323ca055d347f242b213e127e25309f37d6bbe691a957864e80ba4e4af685d35dd0d63c32f5ed14ca8d363ae2f79fc62bba116da4634c0fecbd72768ce960a954835f3c13c504e6baeb378df635973f057d9620f176be5ccd57570fabcbf5f26febe5f2cb256e96a26cf48d244150d5750da824aea64df9e5cfde0ae53f5e1025ff8cea3e84644d27987c5173ab16d655c92ccac43443e0073ef837538ee317291a50367e7cad7c46c5a50a7c770c5cb4ff71b0515e9bef51cbbdaaa22ba8e8f856f5a1b60e6f3e7e8ee10e3610fe8c92c877bc79b0adf2f49e8726f9148f1d117f7252a2bfe152ab5bd0c7e85f229e8f153da9985159abb4796740fee1767b37f9f74a7cbcf87491a563a225e361400bd9d872a08f00d884f956b5ba19d6e47166fb354145a5cd9a96045cac3c7f981f7419ea355dadb8a54f50167540ebd40d45dbd41bd9e508275353374a93fc690f5351c0a83d320a1f1bb5913e76cf85e024d543f8657d33dee0b6d1f9677d06e826b9602c9ab2141f9f958bc824f98f727959124d7c83ece7ff8ed797657d675d48f27bb9bc2cd9588098e4dfdb0a843e17cdd231b82c0508471405b74c4880cb54d251a6be7cad71023b9751654745a3bcbf4e36432ccafc9b813e933b4bbb7329a9b124cfa4ab90dccbcd8b5de53bdeb85eb98156573312b9197d0509ea16ed424658cbf9d1c85657bde30916dd56e45d01f0703731398c5d70f1735725a41ab4b3234170b450b1ade62f3553e046dfaa3d60b9e3001c1b526877359ffaabd26eabb929177457db60d774032051bd48da2313315d9fbdcd4abd3fe233656b2e457074aecb1fdedddfbf797f3b3b66664680650148e8cf47037fa1f99c1e25f7c53062aacbc78301097ee8d9632ec4ac2b99127379da6bcc69c48840ed76ab0bad9a48878d0d35798d81445ee9920eb66f4a2a302460ebf7db872a9cf53e62f55fd594b07c8f8f3a2ca6e4c530a377333ad4966a10a80690f144677d886e6d6def68602c4a908204a6d7310347e46933e0a0c3c4eac5950e80cece73b6a007c8cb146c276c104267771c4d5c2de5750faad086f102340558da54146c34f45607145833c184ceb0938f88c8b03b8b26f9118b9fdaa3be2cc88ed38d18437cc2227964f978d0822324422d7a805ca7308c67c994ab60119363e911707441f770a1e4426a2d6af1c8d1a1c669c41cb192d3533664468cf4b442ff15395bec3808c2baa84f652e587bdb577540424dc1a403527c30b217947deca424f6c051eb61154c0dd2cefbd69c05fcc69c2822d49ae00617479cdd3003ceac76539c58024a1d955b741f2c9e438b8105d40bd5fbd1efb1f90007b8a2f76817b3916c684ddac1095febae05e544c3e50a8ef5066b04f2598c6c3c71ce47b25132a5545e69045a5ac61a14f970f25c95a5202b843756ec169246f08aa5722ac75c9e457ddb819e631c8d3ab46a27f6257c64ecb872471a28bf83e291367b1b38568919469d12c582fe67d0baf179b5bcfc4ab4cda2a7a86a6c06c8ac6bb48ae1b63d82dff0480ec41eb19a6a4d9e3103f6a005ab0e4330520c0efd7519d7be196dfa801413967d638161b01d5ce1b3a07e605dd5186092aa6fc01d53dbe6c41be18b420370e26ca97d876a19797c6a4f314bb021457a50a188dc162f5b46cbc77d1407030a76668135c7c61d62d30f7e22a98f2562ed6e2af0161521bc94fce9ca9c383599029488040c89401e27428ace2a33f13403b3f43815a5758d337195df487fe96cd7370a231b2fe4bd9d7686e7e67b0a9cdd805dc7b1971185078a0fe23492c5e210eab7a89f0cebdfcfffd471a5425049fe7ebc89dd0e79035794845b11b02ffd4b8a648d49a5e1ce410ceedb24bf89d75858d287a5e3e006d4738c55df443f6367b7ee4c73968e618302e3b22182e85f826a0415c22372d9d682c36e127e6bbbc169e92032a29ffcd344c365f102dec02d8c46a9e56258d05b2c8caa18fbb7c4e0ac6d179399a3fa2c9df6c174fc13fd1b59dd1f68','2026-11-22 02:19:21.317530');
INSERT INTO page VALUES(8,1,'09-lorvany-herald-envoy.txt',NULL,NULL,'e6273e5766028e482b79e52e5c7676899a56c97d5e8c3dacb4fab2406bd2b1d7',X'789c5552cb8edb300cbce72b06b9ec25f007f4b62d50b4c0020516fb0374c4d84264514bca36fcf7a554246d4f7e68389c87de4437ca076c5d16c9865fb6b046cae0bcc901d958a1bc90de0d9251e85a4f1f33e326ca71ca58628e56d59137bcfdc7c501d5814f425a4632a3208a2a282a95ad82268ad99ffb4c15b1e24a29f9e49594139b61170d061a65ad9d2ef38e65ad2b2504be7136ee9ab0c73ae3ab72ceb3a43a9c5eff6e7b5f5d153e9813660a308a01d1f5402944f1d7caba45e7ad4d435bf287910c671f8c798b956a74f7ae7b6404a569e2c6e1dfe278456129895f0c9f2ba92bb7e18c96d2339dbeb451ff9342f223f6982ece2b77e41608280724be558c47c75b0cbe5144dd12acc89d6d696186d0f375c18fd483f8b89378fca5a403a48b35c57ee66574e25dd6143ac66d745874961e5d635873702f8f00069c7f7a252ea995b544e34b1f25d82ca5c43c750797339a4cf737f48bc1dde0d3b10b6cc9bf3c9a6c0d8cccb99168b7dfba683b47150a57322fef9d1d45c9e40bbec78dd1fefa6d686e8c1dc9edf6f5215fb09fbe4939344e73ed993ff2f8c14a290c784d09fdd4fc229b57cdaef43728cd1216','2026-11-22 02:19:21.317530');
INSERT INTO page VALUES(9,1,'04-dunmarrow-courier-arms-transfers.md',NULL,NULL,'126b15f9f6cbcf35b8a50d987938d67822c220ddad9ef3d799701b8327734bfb',X'789cad54cb6edc4610bccf5774d687ac163295c8860fba18528c200e20d8b085f820e8304b3697630d6788eea1a8fd7b57731f92e38b0f06165c721ed555d535737be5eb7b2a19bfe16ef902cf13e75ed095704a5d8e85d46f9542a12258c80d954e98c94baf3694b46551ca0f2c9861fa27c718127df4aaceadaeb6741d84237d505bdbb0ac9cfb38ae63d00e5017f437afe9fccd299dff71fe865ed29faf2f5e9d3bf7dbed25adb360390d590bf9f27f6cc2ffbf3e8d5eb6152d9fc85e8714506a4bb9a5f7a9b0842c2777cb015baaafc306d27e29b273c705bfeb0158591e42cd302e349413dd74a368e3b7a8847270b2f30db5a898a7a39dabd5f786ae56d6920fdaa38e270d0978efb8e67ecd724a3e46a301e6bd294861d3414a6abe9b586f49b26f2ae76ea0f048aa9bab7ecda3248f3614a5a1cb256fc40f9ddae6da7a69c464acef9512fb1f3a5bd1fbb293671311557416b5664e48460931329ceac7144ac849676e3a7861c2a3e8e93c30db61008d84070b9141d45e24a0fa7f5e90112c1f30030d8b2f0c66238c87cac7c8c0989e466af185f7b0cf860dbc83523d5dece8fe95634e88e39584e2e93229c71e405da6c826a23c3955d1e2a60b4a938707b9508b0651efeb2e2468ab16ce8122475444e71b6e1960d41f4252a3137b0275f4a1a785a729586ca8f8c8d5e2998370811fcc2f7e1cb220214ac2f66600d91c8bc1f79c0af4ed28463fa1648fdacfad4c90367bb8b197e3899cb3efdc214b0d6a9a9e3af78669ad54ecc0ea64df00d01db135b7190d3b84763de21a98f61f89196e2d5ac9bdb967f4e15b8ca0838820ebd1226926ddec19ccb8733eea9815ca104f4d79da67fb3a27ec3a88798a2b2ce1ba5807a81d05336267a46d437de097f8b1a0e77c0f8d9fd00f734d4b46887001bda4dbcf5664aea93f1c750090c76890c648df2dbb5206bd383b9ba6a96ac6d4238c79429a8026153ffa7e887c66b44f0cfacbec06d27d4cfa5bbab41386266ec6d0f04f02ce6b71977c0e9b44e330d3c212489b347241689c5bd627bb4bd20c7d774042a06728f70df13c060b','2026-11-22 02:19:21.317530');
INSERT INTO page VALUES(11,1,'08-elster-gazette-ferry-fares.html',NULL,NULL,'54515e3ceb2fbd3f397841c56bad6147d0b2f22707acfe781d3646b0c5dd47be',X'789c7d544d8fdb460cbdefaf6075e9216bcb6b1445ba900524419be49076815d34c780d650d6d4a319811cafeafefa9292bcd97c2080e1b187f3c8f71e3953fde45293cf034197fb505f55b640c078d815140bdb2074baf494119a0e5928ef8a536e572f2d9a7d0e54ff41cc676891492027602f043ec207e4a68315fc1e2413c35bfc8f72a6aa9c415755f0f1084c6157341853f40d86023aa6765774390f725b96e338ae69821f66f49afec57e08542a957de2b2b5d2aba97471a139701a88f37957a4c3adf84c9f22f654409362a6a8f4bf24f47ddc44f219e6471a9f32589d5d81a7dc257e86bdf308f7181d85f09d62c8d937816e87d33e78e9c87dcafe0bbadbcdf6d7d566bbbaf9ed61f3f276b3d1cf8bcd8d7e5bb27269d03eb9b32e111feb0a1717cb48a3daf2a77e5725d6f03930260eaea83fdaf2556836b6a8df4dab05abd2b22a6ff45193cf746d346e7ed879a576a3a786faf5199e395095c3b4fb0a1a4e223e1ea0e5d4c35de27c19154d757f8aaec3478a30fa10d40cc940fed065838d516650ee085acf1a4bed5cf51a52a4f90cf489498f60d4840ecf6b78d0e3b33ed8276407786022a7902993dab568d18d8fe42289c2809485d25c5f98df138a217c73a42c2059cfa058065d99d6f0a6f3c1b152570da666a4f0a84458e504e54d740dea0548029760ef9bb3fa29d7e05bcba194bd002755b7d06a90c151737c22603266fe82de99c20ced497377e8604f4dea49014a85a73a533c8fc93c9a0d7b9cf0ca3d9a7a934df1e055aea2dbd9340239f53df11a5e4db39a0483f5c5e9ef291c50f2e7162ea9cdae36a96c88097afc27b1cfe727de7728a2858827831fba139bbf3fcbd242a3a425d2f1d20c51e9a10fdab8e27d3657244fb3a0233f98afd659197ddf2b83eb623643bbbfd42b2f935a95d3e45e5528dee9df6e5b7fb0711ad2700aa823ae1b5f5d8dd2ee5cb9d996db5f14acad5c2551333cae3286a3dea9bf75539f49a7e41db51475ee9bce53ab03c06aafd82df86b86a821cad560a61ab9171b8528fa74c97cbd665e57559b924e7ffd260d679e46dd587cf37c2ea754e072e7cbf9edfe1f917efe83','2026-11-22 02:19:21.317530');
CREATE TABLE ungrouped (
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_ungrouped PRIMARY KEY (article_id), 
	CONSTRAINT fk_ungrouped_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
);
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
	placed_at DATETIME NOT NULL, 
	CONSTRAINT pk_story_member PRIMARY KEY (article_id), 
	CONSTRAINT fk_story_member_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_story_member_story_id_story FOREIGN KEY(story_id) REFERENCES story (id)
);
INSERT INTO story_member VALUES(1,1,'halvanereview.example','first',NULL,'equal text',0.0,1.0,'9f479f9d60359a7f51c77f119773405ed651aebd8501623837794d88b8ba2e8c','2026-11-22 02:19:21.317530','2026-11-22 02:19:22.825990');
INSERT INTO story_member VALUES(4,2,'meridian wire','first',NULL,'equal text',0.0,1.0,'8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:19:21.317530','2026-11-22 02:19:22.825990');
INSERT INTO story_member VALUES(5,3,'tessaro observer','first',NULL,'equal text',0.0,1.0,'6ecfd2030ffc02e5abba0ca6cb75a8ed9649015f786baeda6680c1057c180847','2026-11-22 02:19:21.317530','2026-11-22 02:19:22.825990');
INSERT INTO story_member VALUES(7,2,'elstergazette.example','copy',4,'equal text',1.0,1.0,'8b1909e2b2907860e235ff5a516bdbe737a0acea2d812922c9fe3f2c5bc2be10','2026-11-22 02:19:21.317530','2026-11-22 02:19:22.825990');
INSERT INTO story_member VALUES(8,4,'the lorvany herald','first',NULL,'equal text',0.0,1.0,'6b8ca9b070646edadd237d6bc5029bcd0ede623b29cde936735fb379bb776852','2026-11-22 02:19:21.317530','2026-11-22 02:19:22.825990');
INSERT INTO story_member VALUES(9,5,'the dunmarrow courier','first',NULL,'equal text',0.0,1.0,'2f5ddb8122718434d209aeb923525493fe769227a92ee5146cec538747b162a3','2026-11-22 02:19:21.317530','2026-11-22 02:19:22.825990');
INSERT INTO story_member VALUES(10,6,'meridianwire.example','first',NULL,'equal text',0.0,1.0,'b5ac3b9a8c1372da45d5ef73e43d0fa419a0dadc78129613bf842c18ee2ff128','2026-11-22 02:19:21.317530','2026-11-22 02:19:22.825990');
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
INSERT INTO delivery VALUES('dl_85f7e71d39a27e37c5c50e5a','dg_a7c2c47481c9cac80a9b37ac','hook','127.0.0.1:9','retry',1,'2026-11-22 02:19:24.155230','2026-11-22 03:19:26.299880',NULL,'channel down: bad_url: port 9 is refused (80, 443 and 1024 to 65535 are not) (the url of this channel needs a change)',NULL,1,NULL,X'7b2276657273696f6e223a312c2274797065223a22646967657374222c226964223a2264675f613763326334373438316339636163383061396233376163222c2273747265616d223a226465736b2d696e7374616e74222c227469746c65223a226465736b2c2061732069742068617070656e73222c227375626a656374223a22557267656e743a20566172656c616e64277320646566656e7365206368696566206172726976657320696e204f736d6572696120666f722074616c6b73206f6e2061726d73207472616e736665727320616e642033206d6f726520286465736b2c2061732069742068617070656e7329222c226b696e64223a22696e7374616e74222c227a6f6e65223a22555443222c22636f6d706f7365645f6174223a22323032362d31312d32325430323a31393a32342e3135353233305a222c22736c6f74223a22323032362d31312d32325430323a31393a32332e3237353334305a222c2273746f72696573223a5b7b226964223a322c22776879223a226e6577222c22726561736f6e223a22222c2274696572223a22757267656e74222c2261727469636c65223a342c2276657273696f6e223a312c2273757065727365646564223a66616c73652c22686561646c696e65223a22566172656c616e64277320646566656e7365206368696566206172726976657320696e204f736d6572696120666f722074616c6b73206f6e2061726d73207472616e7366657273222c2275726c223a6e756c6c2c226f75746c6574223a224d6572696469616e2057697265222c22617574686f72223a22546f6d6173205265796c222c2277697265223a6e756c6c2c226c616e6775616765223a22656e222c227075626c6973686564223a7b2276616c7565223a22323032362d30322d3234222c22707265636973696f6e223a22646179222c227a6f6e65223a22617373756d6564222c2270726f76656e616e6365223a2274657874227d2c2275706461746564223a6e756c6c2c227374616e64696e67223a6e756c6c2c2266697273745f7365656e223a22323032362d31312d32325430323a31393a32312e3331373533305a222c2272756c6573223a5b7b226964223a226465736b2f61726d73222c227469746c65223a2261726d73204f5220776561706f6e73204f52206d697373696c65222c2274696572223a22757267656e74227d5d2c2265766964656e6365223a5b7b2272756c65223a226465736b2f61726d73222c226669656c64223a227469746c65222c227374617274223a35372c22656e64223a36312c2271756f7465223a2261726d73222c2273656e74656e6365223a22566172656c616e64277320646566656e7365206368696566206172726976657320696e204f736d6572696120666f722074616c6b73206f6e2061726d73207472616e7366657273227d2c7b2272756c65223a226465736b2f61726d73222c226669656c64223a2274657874222c227374617274223a3137392c22656e64223a3138332c2271756f7465223a2261726d73222c2273656e74656e6365223a225445535341524f2c204f736d657269612c204665622e20323420284d6572696469616e29202d2d20566172656c616e64277320446566656e7365204d696e697374657220496c7361204d6172656e206172726976656420696e205465737361726f206f6e205475657364617920666f7220612074776f2d6461792076697369742074686174206f6666696369616c73206f6e20626f7468207369646573207361696420776f756c642063656e746572206f6e2061726d73207472616e7366657273206163726f737320746865204b616c64696e205374726169742e227d2c7b2272756c65223a226465736b2f61726d73222c226669656c64223a2274657874222c227374617274223a313033382c22656e64223a313034352c2271756f7465223a22776561706f6e73222c2273656e74656e6365223a22556e64657220612032303139206c61772c2074686520566172697368207061726c69616d656e74206d75737420626520746f6c64206f6620746865207472616e73666572206f6620686561767920776561706f6e732077697468696e20333020646179732c206275742069742063616e6e6f742073746f70206f6e652e227d5d2c22636f70696573223a5b7b2261727469636c65223a372c2276657273696f6e223a312c226f75746c6574223a22456c737465722047617a65747465222c22686561646c696e65223a22566172656c616e64277320646566656e7365206368696566206172726976657320696e204f736d6572696120666f722074616c6b73206f6e2061726d73207472616e7366657273222c2275726c223a2268747470733a2f2f7777772e656c7374657267617a657474652e6578616d706c652f776f726c642f323032362f30322f32342f6d6172656e2d6f736d657269612d74616c6b73222c227075626c6973686564223a7b2276616c7565223a22323032362d30322d32345432313a30353a30302b30313a3030222c22707265636973696f6e223a227365636f6e64222c227a6f6e65223a22737461746564222c2270726f76656e616e6365223a226a736f6e2d6c64227d2c227365656e5f6174223a22323032362d31312d32325430323a31393a32312e3331373533305a222c22746f6c645f6265666f7265223a66616c73652c227374616e64696e67223a6e756c6c2c2273757065727365646564223a66616c73657d5d2c22636f706965735f746f74616c223a312c227265706f727473223a5b5d2c227265706f7274735f746f74616c223a307d2c7b226964223a342c22776879223a226e6577222c22726561736f6e223a22222c2274696572223a22757267656e74222c2261727469636c65223a382c2276657273696f6e223a312c2273757065727365646564223a66616c73652c22686561646c696e65223a224c6f7276616e792073756d6d6f6e73204f736d657269616e20656e766f79206f7665722072656d61726b73206f6e2070616374222c2275726c223a6e756c6c2c226f75746c6574223a22546865204c6f7276616e7920486572616c64222c22617574686f72223a6e756c6c2c2277697265223a6e756c6c2c226c616e6775616765223a22656e222c227075626c6973686564223a6e756c6c2c2275706461746564223a6e756c6c2c227374616e64696e67223a6e756c6c2c2266697273745f7365656e223a22323032362d31312d32325430323a31393a32312e3331373533305a222c2272756c6573223a5b7b226964223a226465736b2f61726d73222c227469746c65223a2261726d73204f5220776561706f6e73204f52206d697373696c65222c2274696572223a22757267656e74227d5d2c2265766964656e6365223a5b7b2272756c65223a226465736b2f61726d73222c226669656c64223a2274657874222c227374617274223a3432342c22656e64223a3432382c2271756f7465223a2261726d73222c2273656e74656e6365223a22412073706f6b65736d616e2061646465642074686174204c6f7276616e7920646f6573206e6f7420737570706c792061726d7320746f20616e796f6e6520616e6420776f756c64206e6f7420626520737570706c696564207769746820616e7920756e6465722074686520706163742e227d5d2c22636f70696573223a5b5d2c22636f706965735f746f74616c223a302c227265706f727473223a5b5d2c227265706f7274735f746f74616c223a307d2c7b226964223a352c22776879223a226e6577222c22726561736f6e223a22222c2274696572223a22757267656e74222c2261727469636c65223a392c2276657273696f6e223a312c2273757065727365646564223a66616c73652c22686561646c696e65223a224272656e6e686f6c74207361797320697420747261636b65642074687265652061726d73207472616e7366657273206f7665722074686520486f6c6c696e2050617373222c2275726c223a6e756c6c2c226f75746c6574223a225468652044756e6d6172726f7720436f7572696572222c22617574686f72223a224d6972656c204f737472616e646572222c2277697265223a6e756c6c2c226c616e6775616765223a22656e222c227075626c6973686564223a7b2276616c7565223a22323032362d30322d32365431343a3332222c22707265636973696f6e223a226d696e757465222c227a6f6e65223a22617373756d6564222c2270726f76656e616e6365223a2274657874227d2c2275706461746564223a6e756c6c2c227374616e64696e67223a6e756c6c2c2266697273745f7365656e223a22323032362d31312d32325430323a31393a32312e3331373533305a222c2272756c6573223a5b7b226964223a226465736b2f61726d73222c227469746c65223a2261726d73204f5220776561706f6e73204f52206d697373696c65222c2274696572223a22757267656e74227d5d2c2265766964656e6365223a5b7b2272756c65223a226465736b2f61726d73222c226669656c64223a227469746c65222c227374617274223a33322c22656e64223a33362c2271756f7465223a2261726d73222c2273656e74656e6365223a224272656e6e686f6c74207361797320697420747261636b65642074687265652061726d73207472616e7366657273206f7665722074686520486f6c6c696e2050617373227d2c7b2272756c65223a226465736b2f61726d73222c226669656c64223a2274657874222c227374617274223a3135302c22656e64223a3135342c2271756f7465223a2261726d73222c2273656e74656e6365223a224272656e6e686f6c74277320626f7264657220736572766963652073616964206f6e20546875727364617920746861742069742068616420666f6c6c6f7765642074687265652061726d73207472616e736665727320746f204f736d657269612073696e636520446563656d6265722c20616c6c206f66207468656d206174206e6967687420616e6420616c6c206f66207468656d20627920726f61642e227d5d2c22636f70696573223a5b5d2c22636f706965735f746f74616c223a302c227265706f727473223a5b5d2c227265706f7274735f746f74616c223a307d2c7b226964223a362c22776879223a226e6577222c22726561736f6e223a22222c2274696572223a22757267656e74222c2261727469636c65223a31302c2276657273696f6e223a312c2273757065727365646564223a66616c73652c22686561646c696e65223a224f736d65726961277320636162696e65742070757473206f6666206d697373696c65206465616c2062792061207765656b222c2275726c223a2268747470733a2f2f7777772e6d6572696469616e776972652e6578616d706c652f323032362f30322f32372f30303431222c226f75746c6574223a224d6572696469616e2057697265222c22617574686f72223a2248616e6e6520446f7276616c222c2277697265223a6e756c6c2c226c616e6775616765223a22656e222c227075626c6973686564223a7b2276616c7565223a22323032362d30322d32375431313a35303a30302b30313a3030222c22707265636973696f6e223a227365636f6e64222c227a6f6e65223a22737461746564222c2270726f76656e616e6365223a22676976656e227d2c2275706461746564223a6e756c6c2c227374616e64696e67223a6e756c6c2c2266697273745f7365656e223a22323032362d31312d32325430323a31393a32312e3331373533305a222c2272756c6573223a5b7b226964223a226465736b2f61726d73222c227469746c65223a2261726d73204f5220776561706f6e73204f52206d697373696c65222c2274696572223a22757267656e74227d5d2c2265766964656e6365223a5b7b2272756c65223a226465736b2f61726d73222c226669656c64223a227469746c65222c227374617274223a32372c22656e64223a33342c2271756f7465223a226d697373696c65222c2273656e74656e6365223a224f736d65726961277320636162696e65742070757473206f6666206d697373696c65206465616c2062792061207765656b227d2c7b2272756c65223a226465736b2f61726d73222c226669656c64223a2274657874222c227374617274223a38332c22656e64223a39302c2271756f7465223a226d697373696c65222c2273656e74656e6365223a225445535341524f2c204665622e20323720284d6572696469616e29202d2d204f736d65726961277320636162696e6574206f6e2046726964617920707574206f66662061206465636973696f6e206f6e2061206d697373696c65206465616c207769746820566172656c616e64206279206f6e65207765656b2c20736179696e6720746861742069742077616e74656420746f207365652074686520707269636520696e2077726974696e672066697273742e227d5d2c22636f70696573223a5b5d2c22636f706965735f746f74616c223a302c227265706f727473223a5b5d2c227265706f7274735f746f74616c223a307d5d2c226d6f7265223a7b2273746f72696573223a302c22757267656e74223a302c22666f6c6c6f77223a302c2275726c223a6e756c6c7d2c226d656e74696f6e73223a5b5d2c22636f766572616765223a7b2273696e6365223a6e756c6c2c22756e74696c223a22323032362d31312d32325430323a31393a32342e3135353233305a222c22736f7572636573223a7b22636865636b6564223a322c226661696c6564223a5b5d2c2273696c656e74223a5b5d2c22706f737369626c655f67617073223a5b5d2c22626173656c696e65223a5b5d2c226368616e6765645f7368617065223a5b5d2c226f7665725f616374697665223a5b5d2c22666c6f6f6473223a5b5d2c226d6f766564223a5b5d7d2c2261727469636c6573223a7b227365656e223a31312c226d617463686564223a372c226d6572676564223a312c2268656c64223a302c22756e7265616461626c65223a302c22637574223a302c22756e64656369646564223a307d2c22736c6f74735f6d6572676564223a302c227369626c696e67223a6e756c6c2c22746f6c645f696e7374616e746c79223a302c2272756c65735f6f6666223a5b5d2c2272756c65735f756e64656369646564223a5b5d2c2273656e74656e636573223a5b224669727374206d657373616765206f6620746869732073747265616d3b20697420737065616b73206f6620776861742063616d652073696e6365203232204e6f762030323a31382c20757020746f203232204e6f762030323a31392028555443292e222c223220736f757263657320636865636b65642c206e6f6e65206661696c65642e222c223131206e65772061727469636c6573207365656e2c2037206d6174636865642e222c223120636f707920636f756e7465642c206e6f7420746f6c6420616761696e2e225d7d7d');
CREATE TABLE untold (
	stream_id VARCHAR(200) NOT NULL, 
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_untold PRIMARY KEY (stream_id, article_id, version), 
	CONSTRAINT fk_untold_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_untold_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE
);
INSERT INTO untold VALUES('desk',1,1);
INSERT INTO untold VALUES('desk',4,1);
INSERT INTO untold VALUES('desk',5,1);
INSERT INTO untold VALUES('desk',7,1);
INSERT INTO untold VALUES('desk',8,1);
INSERT INTO untold VALUES('desk',9,1);
INSERT INTO untold VALUES('desk',10,1);
CREATE TABLE told (
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	stream_id VARCHAR(200) NOT NULL, 
	story_id INTEGER NOT NULL, 
	how VARCHAR(16) NOT NULL, 
	digest_id VARCHAR(64), 
	told_at DATETIME NOT NULL, 
	CONSTRAINT pk_told PRIMARY KEY (article_id, version, stream_id), 
	CONSTRAINT fk_told_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_told_digest_id_digest FOREIGN KEY(digest_id) REFERENCES digest (id), 
	CONSTRAINT fk_told_stream_id_stream FOREIGN KEY(stream_id) REFERENCES stream (id) ON UPDATE CASCADE
);
INSERT INTO told VALUES(4,1,'desk-instant',2,'told','dg_a7c2c47481c9cac80a9b37ac','2026-11-22 02:19:24.155230');
INSERT INTO told VALUES(7,1,'desk-instant',2,'told','dg_a7c2c47481c9cac80a9b37ac','2026-11-22 02:19:24.155230');
INSERT INTO told VALUES(8,1,'desk-instant',4,'told','dg_a7c2c47481c9cac80a9b37ac','2026-11-22 02:19:24.155230');
INSERT INTO told VALUES(9,1,'desk-instant',5,'told','dg_a7c2c47481c9cac80a9b37ac','2026-11-22 02:19:24.155230');
INSERT INTO told VALUES(10,1,'desk-instant',6,'told','dg_a7c2c47481c9cac80a9b37ac','2026-11-22 02:19:24.155230');
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
INSERT INTO attempt VALUES(1,'dl_85f7e71d39a27e37c5c50e5a','2026-11-22 02:19:26.207800','2026-11-22 02:19:26.299880','channel-down','bad_url: port 9 is refused (80, 443 and 1024 to 65535 are not) (the url of this channel needs a change)');
CREATE TABLE tally (
	noun VARCHAR(16) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	part VARCHAR(200) NOT NULL, 
	total INTEGER NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (noun, name, part)
);
CREATE TABLE undecided (
	article_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	watchlist VARCHAR(200) NOT NULL, 
	rule VARCHAR(200) NOT NULL, 
	noticed_at DATETIME NOT NULL, 
	CONSTRAINT pk_undecided PRIMARY KEY (article_id, version, watchlist, rule), 
	CONSTRAINT fk_undecided_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
);
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
INSERT INTO unread VALUES('wire','4c5d2b2830fa7e1b6a5850df6adca27e357999392dbe69471a132b0806f3a69e','{"fingerprint": "4c5d2b2830fa7e1b6a5850df6adca27e357999392dbe69471a132b0806f3a69e", "document": "http://127.0.0.1:64999/rss", "entry": {"id": "urn:story:3", "url": "http://127.0.0.1:64999/page/3", "title": "Inspectors reach Dunmere on journey 3", "summary": "More on our pages."}, "hints": {"now": "2026-11-22T02:19:15.836270Z", "title": "Inspectors reach Dunmere on journey 3", "summary": "More on our pages.", "outlet": "Wire", "language": "en", "languages": ["en"], "url": "http://127.0.0.1:64999/page/3"}, "shared": []}','2026-11-22 02:19:16.406430',1,'2026-11-22 02:20:17.559500');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('rule_set',1);
INSERT INTO sqlite_sequence VALUES('slot',2);
INSERT INTO sqlite_sequence VALUES('article',11);
INSERT INTO sqlite_sequence VALUES('story',6);
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
COMMIT;
