// Languages told from a sentence.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/language.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("the language of one sentence is told", "[language]") {
  const auto [language, text] = GENERATE(table<std::string, std::string>({
      {"en", "Council scraps parking charges"},
      {"en", "Minister resigns over leaked letter"},
      {"en", "SNOW AND ICE WARNING ISSUED FOR THE NORTH OF ENGLAND AS TEMPERATURES FALL"},
      {"en", "Oil prices rise after summit"},
      {"en", "Fire kills two in warehouse"},
      {"en", "MoD admits strike error"},
      {"de", "Der Bürgermeister hat gestern angekündigt, dass die Brücke im Herbst gesperrt wird."},
      {"de", "Regierung kündigt neue Steuer an"},
      {"fr", "Le maire a annoncé hier que le pont serait fermé à l'automne."},
      {"fr", "Le gouvernement annonce une nouvelle taxe"},
      {"es", "El alcalde anunció ayer que el puente se cerrará en otoño."},
      {"es", "El gobierno anuncia un nuevo impuesto"},
      {"it", "Il sindaco ha annunciato ieri che il ponte sarà chiuso in autunno."},
      {"pt", "O prefeito anunciou ontem que a ponte será fechada no outono."},
      {"nl",
       "De burgemeester heeft gisteren aangekondigd dat de brug in de herfst wordt gesloten."},
      {"sv", "Borgmästaren meddelade i går att bron stängs i höst."},
      {"da", "Borgmesteren meddelte i går, at broen lukkes til efteråret."},
      {"no", "Ordføreren kunngjorde i går at brua stenges til høsten."},
      {"fi", "Pormestari ilmoitti eilen, että silta suljetaan syksyllä."},
      {"pl", "Burmistrz ogłosił wczoraj, że most zostanie zamknięty jesienią."},
      {"cs", "Starosta včera oznámil, že most bude na podzim uzavřen."},
      {"sk", "Starosta včera oznámil, že most bude na jeseň uzavretý."},
      {"hu", "A polgármester tegnap bejelentette, hogy a hidat ősszel lezárják."},
      {"ro", "Primarul a anunțat ieri că podul va fi închis în toamnă."},
      {"tr", "Belediye başkanı dün köprünün sonbaharda kapatılacağını açıkladı."},
      {"ru", "Мэр вчера объявил, что мост будет закрыт осенью."},
      {"uk", "Мер учора оголосив, що міст буде закрито восени."},
      {"bg", "Кметът обяви вчера, че мостът ще бъде затворен през есента."},
      {"sr", "Градоначелник је јуче најавио да ће мост бити затворен на јесен."},
      {"el", "Ο δήμαρχος ανακοίνωσε χθες ότι η γέφυρα θα κλείσει το φθινόπωρο."},
      {"ar", "أعلن رئيس البلدية أمس أن الجسر سيغلق في الخريف."},
      {"fa", "شهردار دیروز اعلام کرد که پل در پاییز بسته خواهد شد."},
      {"he", "ראש העיר הודיע אתמול כי הגשר ייסגר בסתיו."},
      {"hi", "महापौर ने कल घोषणा की कि पुल शरद ऋतु में बंद कर दिया जाएगा।"},
      {"zh", "市长昨天宣布，这座桥将在秋天关闭。"},
      {"zh-Hant", "市長昨天宣布，這座橋將在秋天關閉，居民對此表示不滿。"},
      {"ja", "市長は昨日、橋を秋に閉鎖すると発表した。"},
      {"ko", "시장은 어제 다리를 가을에 폐쇄한다고 발표했다."},
      {"th", "นายกเทศมนตรีประกาศเมื่อวานว่าสะพานจะปิดในฤดูใบไม้ร่วง"},
      {"vi", "Thị trưởng hôm qua thông báo rằng cây cầu sẽ bị đóng vào mùa thu."},
      {"id", "Wali kota mengumumkan kemarin bahwa jembatan akan ditutup pada musim gugur."},
      {"ca", "L'alcalde va anunciar ahir que el pont es tancarà a la tardor."},
      {"et", "Linnapea teatas eile, et sild suletakse sügisel."},
      {"lt", "Meras vakar pranešė, kad tiltas rudenį bus uždarytas."},
      {"lv", "Mērs vakar paziņoja, ka tilts rudenī tiks slēgts."},
      {"cy", "Cyhoeddodd y maer ddoe y bydd y bont ar gau yn yr hydref."},
      {"ga", "D'fhógair an méara inné go ndúnfar an droichead san fhómhar."},
      {"de", "DER BÜRGERMEISTER HAT GESTERN ANGEKÜNDIGT, DASS DIE BRÜCKE IM HERBST GESPERRT WIRD"},
      {"es", "EL ALCALDE ANUNCIÓ AYER QUE EL PUENTE SE CERRARÁ EN OTOÑO"},
      {"fr", "LE MAIRE A ANNONCÉ HIER QUE LE PONT SERAIT FERMÉ"},
      {"ru", "МЭР ВЧЕРА ОБЪЯВИЛ, ЧТО МОСТ БУДЕТ ЗАКРЫТ ОСЕНЬЮ"},
      {"sw",
       "Meya alitangaza jana kwamba daraja litafungwa wakati wa vuli kwa ajili ya matengenezo."},
      {"hr", "Gradonačelnik je jučer objavio da će most biti zatvoren na jesen."},
      {"sl", "Župan je včeraj napovedal, da bodo most jeseni zaprli."},
      {"is", "Bæjarstjórinn tilkynnti í gær að brúnni yrði lokað í haust."},
      {"eu", "Alkateak atzo iragarri zuen zubia udazkenean itxiko dutela."},
      {"af", "Die burgemeester het gister aangekondig dat die brug in die herfs gesluit sal word."},
      {"bn", "মেয়র গতকাল ঘোষণা করেছেন যে সেতুটি শরৎকালে বন্ধ থাকবে।"},
      {"ur", "میئر نے کل اعلان کیا کہ پل خزاں میں بند کر دیا جائے گا۔"},
      {"ta", "மேயர் நேற்று பாலம் இலையுதிர் காலத்தில் மூடப்படும் என்று அறிவித்தார்."},
  }));
  CAPTURE(text);
  CHECK(DetectLanguage(text) == language);
}

TEST_CASE("what is no text has no language", "[language]") {
  const std::string text =
      GENERATE("", "12 34 56", "xqzt vvbk", "http://www.example.com/a/b/c", "Raqqa", "- - -");
  CAPTURE(text);
  CHECK(DetectLanguage(text) == "");
}

TEST_CASE("a text of two languages is of the one that fills most of it", "[language]") {
  const std::string german =
      "Der Bürgermeister hat gestern angekündigt, dass die Brücke im Herbst gesperrt wird. ";
  const std::string english = "The mayor said on Monday that the bridge would be closed. ";
  CHECK(DetectLanguage(german + english + german + german + german) == "de");
  CHECK(DetectLanguage(english + german + english + english + english) == "en");
}

TEST_CASE("a long text is cut between characters", "[language]") {
  std::string text;
  while (text.size() < 20000) text += "Мэр вчера объявил, что мост будет закрыт. ";
  for (int i = 0; i < 3; ++i)
    CHECK(DetectLanguage(std::string(static_cast<std::size_t>(i), ' ') + text) == "ru");
}

TEST_CASE("a page of plain English is told from languages that share its words", "[language]") {
  const auto page = [](std::string_view sentence) {
    std::string text;
    while (text.size() < 1000) text += std::string(sentence) + " ";
    return text;
  };
  CHECK(DetectLanguage(page("The council said that it would close the bridge after the floods, "
                            "but drivers who use it by night are not happy with their detour.")) ==
        "en");
  CHECK(DetectLanguage(page("De brug gaat in de herfst dicht, zei het bestuur over de weg, en The "
                            "Who had als band nog een grap: de burgemeester was er by.")) == "nl");
  CHECK(DetectLanguage(page("Die Band The Who spielt mit The The by the Sea, sagte der "
                            "Veranstalter, und das Publikum will nach Hause gehen.")) == "de");
}
