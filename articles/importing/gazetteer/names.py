"""English names of countries that a list of countries lacks: short and former ones, the words for
their people, their parts, and what only sounds like a country.

Reviewed by hand: that a name is right most of the time is not enough, because a story filed under
the wrong country is worse than one that an editor has to file.
"""

#: Other names, former ones among them, by ISO 3166-1 code.
OTHER_NAMES = {
    "AE": "UAE;U.A.E.;Emirates;United Arab Emirates",
    "AF": "Afganistan",
    "BA": "Bosnia;Bosnia-Herzegovina;Bosnia and Herzegovina",
    "BF": "Upper Volta",
    "BY": "Byelorussia;Belorussia",
    "CD": "DR Congo;DRC;Zaire",
    "CI": "Ivory Coast;Côte d'Ivoire",
    "CN": "PRC;People's Republic of China;Mainland China",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "DE": "Federal Republic of Germany;East Germany;West Germany",
    "GB": "UK;U.K.;United Kingdom;Great Britain;Britain",
    "IR": "Islamic Republic of Iran",
    "KG": "Kyrgyz Republic;Kirghizia;Kirgizia;Kirgizstan;Kirghizstan;Kyrgystan;Kyrgizstan;"
    "Kyrghyzstan;Kirgiz Republic;Kirghiz SSR;Kyrgyz SSR",
    "KP": "DPRK;Democratic People's Republic of Korea;North Korea",
    "KR": "Republic of Korea;Korea;South Korea;ROK",
    "KZ": "Kazakstan;Kazachstan;Republic of Kazakhstan;Kazakh SSR",
    "LK": "Ceylon",
    "MD": "Moldavia",
    "MK": "Macedonia",
    "MM": "Burma",
    "MN": "Mongolian People's Republic",
    "NL": "Holland",
    "PS": "Palestinian Authority;Palestine",
    "RU": "Russian Federation",
    "SA": "KSA",
    "SY": "Syria",
    "SZ": "Swaziland",
    "TJ": "Tadjikistan;Tadzhikistan;Republic of Tajikistan;Tajik SSR",
    "TL": "East Timor",
    "TM": "Turkmenia;Turkmen SSR",
    "TR": "Turkey;Turkiye;Türkiye",
    "TZ": "Tanzania",
    "US": "USA;U.S.A.;US;U.S.;United States;United States of America;America",
    "UZ": "Uzbekstan;Republic of Uzbekistan;Uzbek SSR",
    "VA": "Vatican;Holy See",
    "VN": "Vietnam;Viet Nam",
}

#: What those countries are called there and next door, for fields and headings.
LOCAL_NAMES = {
    "CN": "Кытай;Қытай;Xitoy;Хитой;Чин",
    "KG": "Кыргыз Республикасы;Кыргызстан Республикасы;Қырғызстан;Qirg'iziston;Қирғизистон",
    "KZ": "Қазақстан;Қазақстан Республикасы;Казакстан;Qozog'iston;Қозоғистон;Қазоқистон",
    "RU": "Орусия;Ресей;Rossiya;Русия",
    "TJ": "Тоҷикистон;Ҷумҳурии Тоҷикистон;Тажикстан;Тәжікстан;Tojikiston;Тожикистон",
    "TM": "Түркмөнстан;Түрікменстан;Türkmenistan;Turkmaniston;Туркманистон",
    "UZ": "O'zbekiston;O'zbekiston Respublikasi;Ўзбекистон;Ўзбекистон Республикаси;Өзбекстан;"
    "Ӯзбекистон",
}

#: Parts of a country that aren't a city, and houses that stand for its government.
PARTS = {
    "CN": "Xinjiang;Inner Mongolia;Tibet",
    "GB": "England;Scotland;Wales;Northern Ireland;Downing Street",
    "KG": "Chui;Chuy;Issyk-Kul;Issyk Kul;Ysyk-Kol;Isfana;Jogorku Kenesh;Zhogorku Kenesh",
    "KZ": "Akmola;Mangystau;Mangistau;Zhetysu;Zhetisu;Jetisu;Ulytau;Kashagan;Tengiz;Majilis",
    "RU": "Kremlin;Chechnya;Dagestan;Tatarstan;Bashkortostan;Siberia;Russian Far East;State Duma",
    "TJ": "Gorno-Badakhshan;GBAO;Khatlon;Sughd;Rogun;Roghun",
    "TM": "Lebap;Balkan Province;Balkan Region;Balkan Velayat;Mary Province;Mary Region;"
    "Mary Velayat;Ahal Province;Ahal Region;Ahal Velayat;Galkynysh;Awaza",
    "US": "White House;Capitol Hill;Pentagon;State Department",
    "UZ": "Karakalpakstan;Khorezm;Khorezm Region;Kashkadarya;Qashqadaryo;Surkhandarya;"
    "Surxondaryo;Oliy Majlis",
}

#: Words for people and things of a country: with plural and, where English has them, the nouns.
DEMONYMS = {
    "AE": "Emirati;Emiratis",
    "AF": "Afghan;Afghans",
    "AM": "Armenian;Armenians",
    "AT": "Austrian;Austrians",
    "AU": "Australian;Australians",
    "AZ": "Azerbaijani;Azerbaijanis;Azeri;Azeris",
    "BD": "Bangladeshi;Bangladeshis",
    "BE": "Belgian;Belgians",
    "BG": "Bulgarian;Bulgarians",
    "BR": "Brazilian;Brazilians",
    "BY": "Belarusian;Belarusians;Belarussian;Belarussians",
    "CA": "Canadian;Canadians",
    "CH": "Swiss",
    "CN": "Chinese",
    "CU": "Cuban;Cubans",
    "CZ": "Czech;Czechs",
    "DE": "German;Germans",
    "DK": "Danish",
    "EE": "Estonian;Estonians",
    "EG": "Egyptian;Egyptians",
    "ES": "Spanish;Spaniard;Spaniards",
    "FI": "Finnish;Finn;Finns",
    "FR": "French;Frenchman;Frenchmen",
    "GB": "British;Briton;Britons",
    "GE": "Georgian;Georgians",
    "GR": "Greek;Greeks",
    "HR": "Croatian;Croatians",
    "HU": "Hungarian;Hungarians",
    "ID": "Indonesian;Indonesians",
    "IE": "Irish",
    "IL": "Israeli;Israelis",
    "IN": "Indian;Indians",
    "IQ": "Iraqi;Iraqis",
    "IR": "Iranian;Iranians",
    "IT": "Italian;Italians",
    "JP": "Japanese",
    "KG": "Kyrgyz;Kyrgyzstani;Kyrgyzstanis;Kirghiz;Kirgiz",
    "KZ": "Kazakh;Kazakhs;Kazakhstani;Kazakhstanis;Kazak;Kazaks",
    "LT": "Lithuanian;Lithuanians",
    "LV": "Latvian;Latvians",
    "MD": "Moldovan;Moldovans",
    "MN": "Mongolian;Mongolians;Mongols",
    "MX": "Mexican;Mexicans",
    "MY": "Malaysian;Malaysians",
    "NL": "Dutch",
    "NO": "Norwegian;Norwegians",
    "NP": "Nepalese;Nepali;Nepalis",
    "PK": "Pakistani;Pakistanis",
    "PL": "Polish",
    "PS": "Palestinian;Palestinians",
    "QA": "Qatari;Qataris",
    "RO": "Romanian;Romanians",
    "RS": "Serbian;Serbians;Serb;Serbs",
    "RU": "Russian;Russians",
    "SA": "Saudi;Saudis",
    "SE": "Swedish;Swede;Swedes",
    "SY": "Syrian;Syrians",
    "TH": "Thai;Thais",
    "TJ": "Tajik;Tajiks;Tajikistani;Tajikistanis;Tadjik;Tadjiks;Tadzhik",
    "TM": "Turkmen;Turkmens;Turkmenistani;Turkmenistanis",
    "TR": "Turkish",
    "TW": "Taiwanese",
    "UA": "Ukrainian;Ukrainians",
    "US": "American;Americans",
    "UZ": "Uzbek;Uzbeks;Uzbekistani;Uzbekistanis;Karakalpak;Karakalpaks",
    "VN": "Vietnamese",
    "KP": "North Korean;North Koreans",
    "KR": "South Korean;South Koreans",
    "LK": "Sri Lankan;Sri Lankans",
}

#: Longer than the name inside them, so they are found first: what they mean, "" no country.
TRAPS = {
    # Seas, lakes, rivers and parts of the world
    "": "Gulf of Mexico;Gulf of Guinea;South China Sea;East China Sea;Sea of Japan;Indian Ocean;"
    "Indian subcontinent;Latin America;Latin American;Latin Americans;South America;"
    "South American;South Americans;North America;North American;North Americans;Central America;"
    "Central American;Central Americans;Organization of American States;Persian Gulf;"
    "Jordan River;River Jordan;Lake Chad;Niger Delta;Niger River;River Niger;Aral Sea;"
    "Fergana Valley;Ferghana Valley;East Turkestan;East Turkistan;Turkestan Islamic Party;"
    "Soviet Central Asia;Bay of Bengal;English Channel;Irish Sea;Korean Peninsula;"
    # Things
    "Russian roulette;Russian doll;Russian dolls;Russian salad;Turkish bath;Turkish baths;"
    "Turkish delight;Turkish coffee;French fries;French window;French windows;French horn;"
    "German shepherd;German shepherds;German measles;Guinea pig;Guinea pigs;"
    "Guinea fowl;Chinese New Year;Chinese zodiac;Chinese whispers;Turkmen carpet;Turkmen carpets;"
    "Danish pastry;Swiss cheese;Swiss army knife;Dutch oven;Greek yogurt;Greek salad;"
    "Spanish flu;Irish stew;Irish setter;American football;Mexican wave;Brazil nut;Brazil nuts;"
    # Money is no country
    "US dollar;US dollars;U.S. dollar;U.S. dollars;American dollar;American dollars;"
    "Russian ruble;Russian rubles;Russian rouble;Russian roubles;Chinese yuan;Japanese yen;"
    "Swiss franc;Swiss francs;"
    # Persons
    "Michael Jordan;Barbara Jordan;Jordan Peterson;German Gref;Israel Adesanya;Chad Smith;"
    # Papers, broadcasters, firms and schools that stand elsewhere, or everywhere
    "Voice of America;Captain America;Bank of America;Bank of China Tower;Washington Post;"
    "The Washington Post;Washington Times;Washington Examiner;New York Times;New York Post;"
    "New Yorker;Los Angeles Times;Chicago Tribune;Boston Globe;Moscow Times;Astana Times;"
    "Times of India;Jerusalem Post;South China Morning Post;China Daily;Kyiv Independent;"
    "Kyiv Post;Tehran Times;British Council;British Broadcasting Corporation;Financial Times;"
    "Radio Free Europe;American University of Central Asia;American University in Central Asia;"
    "American Chamber of Commerce;American Bar Association;American Airlines;American Express;"
    "Deutsche Welle;"
    "Kazakh-American University;Turkish Airlines;London Stock Exchange;London Metal Exchange;"
    "London School of Economics;New York Stock Exchange;Moscow State University;"
    "Kazakh-British Technical University;Kyrgyz-Turkish Manas University;"
    "Kyrgyz-Russian Slavic University;Westminster International University;"
    # Treaties, clubs and events by the place where they were made
    "Shanghai Cooperation Organization;Shanghai Cooperation Organisation;Shanghai Five;"
    "Shanghai Spirit;Paris Agreement;Paris Accord;Paris Accords;Paris Climate Agreement;Paris Club;"
    "London Club;Kyoto Protocol;Montreal Protocol;Geneva Convention;Geneva Conventions;"
    "Vienna Convention;Hague Convention;Rome Statute;Istanbul Convention;Istanbul Process;"
    "Minsk Agreement;Minsk Agreements;Minsk agreement;Minsk agreements;Minsk Group;"
    "Minsk Protocol;Budapest Memorandum;Helsinki Accords;Helsinki Final Act;Bologna Process;"
    "Washington Consensus;Stockholm Syndrome;Stockholm syndrome;Havana Syndrome;Havana syndrome;"
    "Almaty Declaration;Alma-Ata Declaration;Treaty of Versailles;Ottawa Treaty;"
    "Lisbon Treaty;Basel III;Basel Convention;Bretton Woods;Davos Forum;Munich Agreement;"
    "Organization of Turkic States;Turkic States;Red Crescent;French Open;Australian Open;"
    "US Open;U.S. Open;British Open;German Open;Italian Open",
    "US": "New Mexico;New England;Georgia Tech;Georgia state;State of Georgia;state of Georgia;"
    "Georgia Republican;Georgia Republicans;Georgia Democrat;Georgia Democrats;"
    "Georgia Senate;Georgia Secretary of State;Georgia Gov;American Indian;American Indians;"
    "Native American;Native Americans;Mexican American;Mexican Americans;Mexican-Americans;"
    "African American;African Americans;African-American;African-Americans;Asian American;"
    "Asian Americans;Atlanta, Georgia;Savannah, Georgia;Augusta, Georgia;Athens, Georgia;"
    "New Jersey;West Virginia;Little Italy",
    "AU": "New South Wales",
    "AS": "American Samoa",
    "CO": "Cartagena de Indias",
    "GB": "Prince of Wales;Princess of Wales;New Scotland Yard;Scotland Yard;Bank of England",
    "IE": "Republic of Ireland",
    "IQ": "Iraqi Kurdistan",
    "MX": "Baja California",
    "PF": "French Polynesia",
    "GF": "French Guiana",
    "VG": "British Virgin Islands",
}

#: Names that are also given names: with a surname after or a given name before, a person.
PERSONAL = frozenset(
    {"Chad", "Jordan", "Georgia", "Israel", "Kenya", "India", "Cyprus", "German", "Holland"}
)

#: Codes that are words or short forms in capitals: a section "IT" isn't about Italy.
NOT_IN_HEADINGS = frozenset(
    "AI AM AND ARE AS AT BE BY CA CAN CD CO CV DE DO EST FIN GM HR ID IN IO IR IS IT LA MAR MD ME "
    "MP MS MY NO PA PAN PE PER PM PR PS SO SUR TO TON TV".split()
)
