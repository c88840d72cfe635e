// The table, after the Unicode CLDR (wide and abbreviated, within dates and standing alone),
// folded.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/month_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "article/text.h"

namespace backfile {

namespace {

struct MonthName {
  std::string_view name;
  unsigned month;
};
// clang-format off
constexpr auto kMonths = std::to_array<MonthName>({
    {"abe", 12}, {"abendua", 12}, {"abr", 4}, {"abril", 4}, {"abu", 8}, {"abuztua", 8}, {"ag", 8},
    {"ago", 8}, {"agost", 8}, {"agosto", 8}, {"agu", 8}, {"agust", 8}, {"agustos", 8},
    {"agustus", 8}, {"aib", 4}, {"aibrean", 4}, {"aout", 8}, {"api", 4}, {"apirila", 4}, {"apr", 4},
    {"aprel", 4}, {"april", 4}, {"aprila", 4}, {"aprile", 4}, {"aprilie", 4}, {"aprilis", 4},
    {"aprill", 4}, {"ara", 12}, {"aralik", 12}, {"aug", 8}, {"august", 8}, {"augusta", 8},
    {"augusti", 8}, {"augusts", 8}, {"augustus", 8}, {"augusztus", 8}, {"avg", 8}, {"avgust", 8},
    {"avq", 8}, {"avqust", 8}, {"avr", 4}, {"avril", 4}, {"awst", 8}, {"aza", 11}, {"azaroa", 11},
    {"bal", 4}, {"balandis", 4}, {"balandzio", 4}, {"beal", 5}, {"bealtaine", 5}, {"birz", 6},
    {"birzelio", 6}, {"birzelis", 6}, {"bre", 3}, {"brezen", 3}, {"brezna", 3}, {"cerven", 6},
    {"cervence", 7}, {"cervenec", 7}, {"cervna", 6}, {"chw", 2}, {"chwef", 2}, {"chwefror", 2},
    {"cvc", 7}, {"cvn", 6}, {"cze", 6}, {"czerwca", 6}, {"czerwiec", 6}, {"dabr", 4}, {"dabril", 4},
    {"dag", 8}, {"dagost", 8}, {"dec", 12}, {"decembar", 12}, {"december", 12}, {"decembra", 12},
    {"decembre", 12}, {"decembrie", 12}, {"decembris", 12}, {"decembro", 12}, {"dek", 12},
    {"dekabr", 12}, {"des", 12}, {"desember", 12}, {"desembre", 12}, {"dets", 12},
    {"detsember", 12}, {"dez", 12}, {"dezember", 12}, {"dezembro", 12}, {"dfomh", 10}, {"dhj", 12},
    {"dhjetor", 12}, {"dic", 12}, {"dicembre", 12}, {"diciembre", 12}, {"dis", 12},
    {"disember", 12}, {"doct", 10}, {"doctubre", 10}, {"dub", 4}, {"duben", 4}, {"dubna", 4},
    {"ean", 1}, {"eanair", 1}, {"ebr", 4}, {"ebrill", 4}, {"eka", 6}, {"ekaina", 6}, {"eki", 10},
    {"ekim", 10}, {"elo", 8}, {"elok", 8}, {"elokuu", 8}, {"elokuuta", 8}, {"ene", 1}, {"enero", 1},
    {"eyl", 9}, {"eylul", 9}, {"feabh", 2}, {"feabhra", 2}, {"feb", 2}, {"febbraio", 2},
    {"febr", 2}, {"febreiro", 2}, {"febrer", 2}, {"febrero", 2}, {"februar", 2}, {"februara", 2},
    {"februari", 2}, {"februarie", 2}, {"februaris", 2}, {"february", 2}, {"fev", 2},
    {"fevereiro", 2}, {"fevr", 2}, {"fevral", 2}, {"fevrier", 2}, {"geg", 5}, {"geguze", 5},
    {"geguzes", 5}, {"gen", 1}, {"gener", 1}, {"gennaio", 1}, {"giu", 6}, {"giugno", 6}, {"gor", 7},
    {"gorff", 7}, {"gorffennaf", 7}, {"gru", 12}, {"grudnia", 12}, {"grudzien", 12}, {"gruod", 12},
    {"gruodis", 12}, {"gruodzio", 12}, {"gush", 8}, {"gusht", 8}, {"haz", 6}, {"haziran", 6},
    {"heina", 7}, {"heinak", 7}, {"heinakuu", 7}, {"heinakuuta", 7}, {"helmi", 2}, {"helmik", 2},
    {"helmikuu", 2}, {"helmikuuta", 2}, {"huhti", 4}, {"huhtik", 4}, {"huhtikuu", 4},
    {"huhtikuuta", 4}, {"hyd", 10}, {"hydref", 10}, {"ian", 1}, {"ianuarie", 1}, {"ion", 1},
    {"ionawr", 1}, {"ira", 9}, {"iraila", 9}, {"iuil", 7}, {"iul", 7}, {"iulie", 7}, {"iun", 6},
    {"iunie", 6}, {"iyl", 7}, {"iyn", 6}, {"iyul", 7}, {"iyun", 6}, {"jaan", 1}, {"jaanuar", 1},
    {"jan", 1}, {"janar", 1}, {"janeiro", 1}, {"janner", 1}, {"januar", 1}, {"januara", 1},
    {"januari", 1}, {"januarie", 1}, {"january", 1}, {"janv", 1}, {"janvaris", 1}, {"janvier", 1},
    {"joulu", 12}, {"jouluk", 12}, {"joulukuu", 12}, {"joulukuuta", 12}, {"juil", 7},
    {"juillet", 7}, {"juin", 6}, {"jul", 7}, {"jula", 7}, {"julai", 7}, {"julho", 7}, {"juli", 7},
    {"julie", 7}, {"julij", 7}, {"julijs", 7}, {"julio", 7}, {"juliol", 7}, {"julius", 7},
    {"july", 7}, {"jun", 6}, {"juna", 6}, {"june", 6}, {"junho", 6}, {"juni", 6}, {"junie", 6},
    {"junij", 6}, {"junijs", 6}, {"junio", 6}, {"junius", 6}, {"juny", 6}, {"juuli", 7},
    {"juuni", 6}, {"kas", 11}, {"kasim", 11}, {"kesa", 6}, {"kesak", 6}, {"kesakuu", 6},
    {"kesakuuta", 6}, {"kol", 8}, {"kolovoz", 8}, {"kolovoza", 8}, {"korr", 7}, {"korrik", 7},
    {"kov", 3}, {"kovas", 3}, {"kovo", 3}, {"kve", 5}, {"kveten", 5}, {"kvetna", 5}, {"kwi", 4},
    {"kwiecien", 4}, {"kwietnia", 4}, {"lapkr", 11}, {"lapkricio", 11}, {"lapkritis", 11},
    {"led", 1}, {"leden", 1}, {"ledna", 1}, {"liep", 7}, {"liepa", 7}, {"liepos", 7}, {"lip", 7},
    {"lipanj", 6}, {"lipca", 7}, {"lipiec", 7}, {"lipnja", 6}, {"lis", 11}, {"listopad", 11},
    {"listopada", 11}, {"listopadu", 11}, {"loka", 10}, {"lokak", 10}, {"lokakuu", 10},
    {"lokakuuta", 10}, {"lug", 7}, {"luglio", 7}, {"lun", 8}, {"lunasa", 8}, {"lut", 2},
    {"lutego", 2}, {"luty", 2}, {"maalis", 3}, {"maalisk", 3}, {"maaliskuu", 3}, {"maaliskuuta", 3},
    {"maart", 3}, {"mac", 3}, {"mag", 5}, {"maggio", 5}, {"mai", 5}, {"maiatza", 5}, {"maig", 5},
    {"maijs", 5}, {"maio", 5}, {"maj", 5}, {"maja", 5}, {"majus", 5}, {"mar", 3}, {"marc", 3},
    {"marca", 3}, {"march", 3}, {"marcius", 3}, {"marco", 3}, {"marec", 3}, {"maret", 3},
    {"marras", 11}, {"marrask", 11}, {"marraskuu", 11}, {"marraskuuta", 11}, {"mars", 3},
    {"mart", 3}, {"marta", 3}, {"martie", 3}, {"marts", 3}, {"martxoa", 3}, {"marz", 3},
    {"marzec", 3}, {"marzo", 3}, {"maw", 3}, {"mawrth", 3}, {"may", 5}, {"mayis", 5}, {"mayo", 5},
    {"medi", 9}, {"meh", 6}, {"mehefin", 6}, {"mei", 5}, {"meith", 6}, {"meitheamh", 6},
    {"mfomh", 9}, {"mrt", 3}, {"nen", 11}, {"nentor", 11}, {"nis", 4}, {"nisan", 4},
    {"noiembrie", 11}, {"noll", 12}, {"nollaig", 12}, {"nov", 11}, {"novembar", 11},
    {"november", 11}, {"novembra", 11}, {"novembre", 11}, {"novembris", 11}, {"novembro", 11},
    {"noviembre", 11}, {"noy", 11}, {"noyabr", 11}, {"oca", 1}, {"ocak", 1}, {"oct", 10},
    {"october", 10}, {"octobre", 10}, {"octombrie", 10}, {"octubre", 10}, {"ogo", 8}, {"ogos", 8},
    {"okt", 10}, {"oktobar", 10}, {"oktober", 10}, {"oktobra", 10}, {"oktobris", 10},
    {"oktoober", 10}, {"oktyabr", 10}, {"ots", 2}, {"otsaila", 2}, {"ott", 10}, {"ottobre", 10},
    {"out", 10}, {"outubro", 10}, {"ozu", 3}, {"ozujak", 3}, {"ozujka", 3}, {"paz", 10},
    {"pazdziernik", 10}, {"pazdziernika", 10}, {"pri", 4}, {"prill", 4}, {"pro", 12},
    {"prosinac", 12}, {"prosinca", 12}, {"prosince", 12}, {"prosinec", 12}, {"qer", 6},
    {"qershor", 6}, {"rhag", 12}, {"rhagfyr", 12}, {"rij", 10}, {"rijen", 10}, {"rijna", 10},
    {"rugp", 8}, {"rugpjucio", 8}, {"rugpjutis", 8}, {"rugs", 9}, {"rugsejis", 9}, {"rugsejo", 9},
    {"ruj", 9}, {"rujan", 9}, {"rujna", 9}, {"samh", 11}, {"samhain", 11}, {"saus", 1},
    {"sausio", 1}, {"sausis", 1}, {"sen", 9}, {"sentyabr", 9}, {"sep", 9}, {"sept", 9},
    {"septembar", 9}, {"september", 9}, {"septembra", 9}, {"septembre", 9}, {"septembrie", 9},
    {"septembris", 9}, {"septiembre", 9}, {"set", 9}, {"setembre", 9}, {"setembro", 9},
    {"settembre", 9}, {"shk", 2}, {"shkurt", 2}, {"sht", 9}, {"shtator", 9}, {"sie", 8},
    {"sierpien", 8}, {"sierpnia", 8}, {"sij", 1}, {"sijecanj", 1}, {"sijecnja", 1}, {"spal", 10},
    {"spalio", 10}, {"spalis", 10}, {"srp", 8}, {"srpanj", 7}, {"srpen", 8}, {"srpna", 8},
    {"srpnja", 7}, {"stu", 11}, {"studeni", 11}, {"studenoga", 11}, {"sty", 1}, {"styczen", 1},
    {"stycznia", 1}, {"sub", 2}, {"subat", 2}, {"svi", 5}, {"svibanj", 5}, {"svibnja", 5},
    {"syys", 9}, {"syysk", 9}, {"syyskuu", 9}, {"syyskuuta", 9}, {"szept", 9}, {"szeptember", 9},
    {"tach", 11}, {"tachwedd", 11}, {"tammi", 1}, {"tammik", 1}, {"tammikuu", 1}, {"tammikuuta", 1},
    {"tem", 7}, {"temmuz", 7}, {"tet", 10}, {"tetor", 10}, {"touko", 5}, {"toukok", 5},
    {"toukokuu", 5}, {"toukokuuta", 5}, {"tra", 4}, {"travanj", 4}, {"travnja", 4}, {"uno", 2},
    {"unor", 2}, {"unora", 2}, {"urr", 10}, {"urria", 10}, {"urt", 1}, {"urtarrila", 1}, {"uzt", 7},
    {"uztaila", 7}, {"vas", 2}, {"vasario", 2}, {"vasaris", 2}, {"veebr", 2}, {"veebruar", 2},
    {"velj", 2}, {"veljaca", 2}, {"veljace", 2}, {"wrz", 9}, {"wrzesien", 9}, {"wrzesnia", 9},
    {"xan", 1}, {"xaneiro", 1}, {"xul", 7}, {"xullo", 7}, {"xuno", 6}, {"yan", 1}, {"yanvar", 1},
    {"zar", 9}, {"zari", 9}, {"απρ", 4}, {"απριλιοσ", 4}, {"απριλιου", 4}, {"αυγ", 8},
    {"αυγουστοσ", 8}, {"αυγουστου", 8}, {"δεκ", 12}, {"δεκεμβριοσ", 12}, {"δεκεμβριου", 12},
    {"ιαν", 1}, {"ιανουαριοσ", 1}, {"ιανουαριου", 1}, {"ιουλ", 7}, {"ιουλιοσ", 7}, {"ιουλιου", 7},
    {"ιουν", 6}, {"ιουνιοσ", 6}, {"ιουνιου", 6}, {"μαι", 5}, {"μαιοσ", 5}, {"μαιου", 5}, {"μαρ", 3},
    {"μαρτιοσ", 3}, {"μαρτιου", 3}, {"νοε", 11}, {"νοεμβριοσ", 11}, {"νοεμβριου", 11}, {"οκτ", 10},
    {"οκτωβριοσ", 10}, {"οκτωβριου", 10}, {"σεπ", 9}, {"σεπτεμβριοσ", 9}, {"σεπτεμβριου", 9},
    {"φεβ", 2}, {"φεβρουαριοσ", 2}, {"φεβρουαριου", 2}, {"авг", 8}, {"август", 8}, {"августа", 8},
    {"апр", 4}, {"апрель", 4}, {"апреля", 4}, {"април", 4}, {"ақп", 2}, {"ақпан", 2}, {"бер", 3},
    {"березень", 3}, {"березня", 3}, {"вер", 9}, {"вересень", 9}, {"вересня", 9}, {"гру", 12},
    {"груд", 12}, {"грудень", 12}, {"грудня", 12}, {"дек", 12}, {"декабрь", 12}, {"декабря", 12},
    {"декември", 12}, {"дец", 12}, {"децембар", 12}, {"жел", 12}, {"желтоқсан", 12}, {"жов", 10},
    {"жовт", 10}, {"жовтень", 10}, {"жовтня", 10}, {"июл", 7}, {"июль", 7}, {"июля", 7}, {"июн", 6},
    {"июнь", 6}, {"июня", 6}, {"кві", 4}, {"квіт", 4}, {"квітень", 4}, {"квітня", 4}, {"лип", 7},
    {"липень", 7}, {"липня", 7}, {"лис", 11}, {"лист", 11}, {"листопад", 11}, {"листопада", 11},
    {"лют", 2}, {"лютии", 2}, {"лютого", 2}, {"маи", 5}, {"мам", 5}, {"мамыр", 5}, {"мар", 3},
    {"март", 3}, {"марта", 3}, {"мау", 6}, {"маусым", 6}, {"мая", 5}, {"мај", 5}, {"нау", 3},
    {"наурыз", 3}, {"нов", 11}, {"новембар", 11}, {"ное", 11}, {"ноем", 11}, {"ноември", 11},
    {"нояб", 11}, {"ноябрь", 11}, {"ноября", 11}, {"окт", 10}, {"октобар", 10}, {"октомври", 10},
    {"октябрь", 10}, {"октября", 10}, {"сент", 9}, {"сентябрь", 9}, {"сентября", 9}, {"сеп", 9},
    {"септ", 9}, {"септембар", 9}, {"септември", 9}, {"сер", 8}, {"серп", 8}, {"серпень", 8},
    {"серпня", 8}, {"січ", 1}, {"січень", 1}, {"січня", 1}, {"сәу", 4}, {"сәуір", 4}, {"там", 8},
    {"тамыз", 8}, {"тра", 5}, {"трав", 5}, {"травень", 5}, {"травня", 5}, {"феб", 2},
    {"фебруар", 2}, {"фев", 2}, {"февр", 2}, {"февраль", 2}, {"февраля", 2}, {"февруари", 2},
    {"чер", 6}, {"черв", 6}, {"червень", 6}, {"червня", 6}, {"шіл", 7}, {"шілде", 7}, {"юли", 7},
    {"юни", 6}, {"янв", 1}, {"январь", 1}, {"января", 1}, {"яну", 1}, {"януари", 1}, {"јан", 1},
    {"јануар", 1}, {"јануари", 1}, {"јул", 7}, {"јули", 7}, {"јун", 6}, {"јуни", 6}, {"қаз", 10},
    {"қазан", 10}, {"қар", 11}, {"қараша", 11}, {"қаң", 1}, {"қаңтар", 1}, {"қыр", 9},
    {"қыркүиек", 9}, {"ապր", 4}, {"ապրիլ", 4}, {"ապրիլի", 4}, {"դեկ", 12}, {"դեկտեմբեր", 12},
    {"դեկտեմբերի", 12}, {"հլս", 7}, {"հնս", 6}, {"հնվ", 1}, {"հոկ", 10}, {"հոկտեմբեր", 10},
    {"հոկտեմբերի", 10}, {"հուլիս", 7}, {"հուլիսի", 7}, {"հունիս", 6}, {"հունիսի", 6},
    {"հունվար", 1}, {"հունվարի", 1}, {"մայիս", 5}, {"մայիսի", 5}, {"մարտ", 3}, {"մարտի", 3},
    {"մյս", 5}, {"մրտ", 3}, {"նոյ", 11}, {"նոյեմբեր", 11}, {"նոյեմբերի", 11}, {"սեպ", 9},
    {"սեպտեմբեր", 9}, {"սեպտեմբերի", 9}, {"փետրվար", 2}, {"փետրվարի", 2}, {"փտվ", 2},
    {"օգոստոս", 8}, {"օգոստոսի", 8}, {"օգս", 8}, {"אוגוסט", 8}, {"אוג׳", 8}, {"אוקטובר", 10},
    {"אוק׳", 10}, {"אפריל", 4}, {"אפר׳", 4}, {"דצמבר", 12}, {"דצמ׳", 12}, {"יולי", 7}, {"יוני", 6},
    {"ינואר", 1}, {"ינו׳", 1}, {"מאי", 5}, {"מרץ", 3}, {"נובמבר", 11}, {"נוב׳", 11}, {"ספטמבר", 9},
    {"ספט׳", 9}, {"פברואר", 2}, {"פבר׳", 2}, {"ابريل", 4}, {"اغسطس", 8}, {"اكتوبر", 10}, {"اوت", 8},
    {"اوریل", 4}, {"اکتبر", 10}, {"دسامبر", 12}, {"ديسمبر", 12}, {"سبتمبر", 9}, {"سپتامبر", 9},
    {"فبراير", 2}, {"فوریه", 2}, {"مارس", 3}, {"مايو", 5}, {"مه", 5}, {"نوامبر", 11},
    {"نوفمبر", 11}, {"يناير", 1}, {"يوليو", 7}, {"يونيو", 6}, {"ژانویه", 1}, {"ژوين", 6},
    {"ژويیه", 7}, {"अकतबर", 10}, {"अकत॰", 10}, {"अगसत", 8}, {"अग॰", 8}, {"अपरल", 4}, {"जन", 6},
    {"जनवरी", 1}, {"जन॰", 1}, {"जलाई", 7}, {"जल॰", 7}, {"दिसबर", 12}, {"दिस॰", 12}, {"नवबर", 11},
    {"नव॰", 11}, {"फरवरी", 2}, {"फर॰", 2}, {"मई", 5}, {"मारच", 3}, {"सितबर", 9}, {"सित॰", 9},
    {"অকটো", 10}, {"অকটোবর", 10}, {"আগ", 8}, {"আগসট", 8}, {"এপরি", 4}, {"এপরিল", 4}, {"জন", 6},
    {"জল", 7}, {"জলাই", 7}, {"জান", 1}, {"জানযারী", 1}, {"ডিসে", 12}, {"ডিসেমবর", 12}, {"নভে", 11},
    {"নভেমবর", 11}, {"ফেব", 2}, {"ফেবরযারী", 2}, {"মারচ", 3}, {"মে", 5}, {"সেপ", 9},
    {"সেপটেমবর", 9}, {"กค", 7}, {"กนยายน", 9}, {"กพ", 2}, {"กมภาพนธ", 2}, {"กย", 9}, {"กรกฎาคม", 7},
    {"ตค", 10}, {"ตลาคม", 10}, {"ธค", 12}, {"ธนวาคม", 12}, {"พค", 5}, {"พย", 11}, {"พฤศจกายน", 11},
    {"พฤษภาคม", 5}, {"มกราคม", 1}, {"มค", 1}, {"มถนายน", 6}, {"มนาคม", 3}, {"มย", 6}, {"สค", 8},
    {"สงหาคม", 8}, {"เมย", 4}, {"เมษายน", 4}, {"აგვ", 8}, {"აგვისტო", 8}, {"აპრ", 4}, {"აპრილი", 4},
    {"დეკ", 12}, {"დეკემბერი", 12}, {"თებ", 2}, {"თებერვალი", 2}, {"იან", 1}, {"იანვარი", 1},
    {"ივლ", 7}, {"ივლისი", 7}, {"ივნ", 6}, {"ივნისი", 6}, {"მაი", 5}, {"მაისი", 5}, {"მარ", 3},
    {"მარტი", 3}, {"ნოე", 11}, {"ნოემბერი", 11}, {"ოქტ", 10}, {"ოქტომბერი", 10}, {"სექ", 9},
    {"სექტემბერი", 9},
});
// clang-format on
static_assert(std::ranges::is_sorted(kMonths, {}, &MonthName::name));

constexpr std::size_t kLongestName = 40;

}  // namespace

unsigned MonthOfName(std::string_view word) {
  if (word.empty() || word.size() > kLongestName) return 0;
  const std::string folded = FoldForCompare(word);
  const auto it = std::ranges::lower_bound(kMonths, std::string_view(folded), {}, &MonthName::name);
  return it != kMonths.end() && it->name == folded ? it->month : 0;
}

}  // namespace backfile
