// The lists, and a table of hashes made of them when the program is compiled.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/news_words.h"

#include <array>
#include <string_view>

namespace backfile {

namespace {

// Words of one sort. Where their values count up, the first has the value `from`; words joined by
// '/' share one value.
struct Group {
  std::uint64_t traits;
  std::string_view words;
  std::uint8_t from = 0;
  bool counts = false;
};

constexpr std::array kGroups = {
    Group{kMonth,
          "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
          "september/sept/sep october/oct november/nov december/dec",
          1, true},
    Group{kWeekday, "sunday monday tuesday wednesday thursday friday saturday", 0, true},
    Group{kWeekday, "sun mon tue/tues wed thu/thur/thurs fri sat", 0, true},
    Group{kSeason, "spring summer autumn/fall winter", 1, true},
    Group{kTimeUnit, "day/days week/weeks month/months year/years decade/decades", 1, true},
    Group{kTimeUnit, "- fortnight", 1, true},
    Group{kCount,
          "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
          "fifteen sixteen seventeen eighteen nineteen twenty",
          1, true},
    Group{kCount, "a/an", 1, true},
    Group{kDateOpener, "yesterday today tonight tomorrow last this next christmas boxing new"},
    Group{kOrdinal, "first second third fourth", 1, true},
    Group{kSays | kPlainlySays, "said says"},
    Group{kSays,
          "told tells added adds insisted insists claimed claims argued argues warned warns "
          "explained explains stated states announced announces replied replies answered answers "
          "responded responds asked asks wrote writes tweeted tweets posted recalled recalls "
          "continued continues concluded concludes commented comments noted notes stressed "
          "stresses confirmed confirms admitted admits conceded concedes acknowledged "
          "acknowledges declared declares suggested suggests remarked remarks observed observes "
          "joked jokes quipped testified alleged alleges complained complains lamented boasted "
          "predicted predicts revealed reveals maintained maintains emphasised emphasized "
          "emphasises emphasizes reiterated vowed vows pledged pledges promised promises "
          "shouted yelled screamed whispered cried laughed laughs exclaimed murmured muttered "
          "mused muses sighed sighs cautioned cautions countered counters began begins read reads "
          "found finds reported reports ruled pointed tell say goes recounted recounts signalled "
          "signaled"},
    Group{kSpeaksOf,
          "called calls described describes dubbed branded brands labelled labeled hailed hails "
          "praised praises slammed condemned condemns blasted criticised criticized accused "
          "accuses invited invites dismissed dismisses blamed blames denied denies demanded "
          "demands urged urges welcomed thanked ridiculed likened characterised characterized "
          "feared hoped hopes apologised apologized spoke speaks talked talks referred refers "
          "expressed pleaded appealed appeals quoted cited cites wants wanted denounced "
          "denounces attacked defended believes believed thinks felt feels hit promised pledged "
          "vowed"},
    Group{kSaying,
          "saying adding telling insisting claiming arguing warning explaining stating announcing "
          "replying asking writing recalling noting stressing confirming admitting conceding "
          "acknowledging declaring suggesting remarking complaining predicting maintaining calling "
          "describing accusing condemning denying praising dismissing branding urging blaming"},
    Group{kHe, "he"},
    Group{kShe, "she"},
    Group{kThey, "they"},
    Group{kIt, "it"},
    Group{kSpokesman, "spokesperson spokespeople source sources insider"},
    Group{kSpokesman | kMale, "spokesman spokesmen"},
    Group{kSpokesman | kFemale, "spokeswoman spokeswomen"},
    Group{kDocument,
          "report statement study survey document letter review memo paper dossier filing tweet "
          "email release indictment complaint lawsuit manifesto briefing communique findings "
          "judgment ruling editorial"},
    Group{kBody,
          "charity company firm union group agency ministry department council club bank party "
          "association federation government commission organisation organization airline trust "
          "university church regulator watchdog retailer newspaper committee body corporation "
          "institute foundation board authority court army navy office bureau board society"},
    Group{kPreposition,
          "of for from at in with by on to about into after before over under against between "
          "during without near behind outside inside through since until despite among amid "
          "following around across"},
    Group{kDeterminer, "the a an his her its their our my this that these those one another"},
    Group{kMale | kTitleWord, "mr sir lord baron king prince duke earl father brother fr"},
    Group{kFemale | kTitleWord,
          "mrs ms miss dame lady baroness queen princess duchess countess sister mme mlle"},
    Group{kTitleWord,
          "dr prof professor col colonel gen general lt lieutenant maj major capt captain sgt "
          "sergeant cpl cmdr commander adm admiral sen senator rep representative gov governor "
          "president judge justice rev reverend bishop archbishop minister chancellor secretary "
          "cllr councillor di dci ds pc inspector constable detective superintendent chief "
          "ambassador supt hon mayor sheriff chairman chairwoman leader director coach manager"},
    Group{kMale,
          "chairman businessman policeman fireman husband son actor grandfather widower boy man "
          "headmaster landlord congressman salesman countryman fisherman grandson uncle nephew"},
    Group{kFemale,
          "chairwoman businesswoman policewoman wife mother daughter actress grandmother widow "
          "girl woman headmistress landlady congresswoman saleswoman aunt niece waitress"},
    Group{kMale,
          "john james robert michael william david richard joseph thomas charles christopher "
          "daniel matthew anthony mark donald steven stephen paul andrew joshua kenneth kevin "
          "brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric "
          "jonathan larry justin scott brandon benjamin samuel gregory frank raymond alexander "
          "patrick jack dennis jerry peter harry henry adam arthur alan allan ian simon martin "
          "neil nigel graham keith colin stuart trevor barry derek roger philip phillip gordon "
          "oliver hugh hugo luke liam callum sean shaun craig dean lee carl tony dave steve mike "
          "jim joe tom bill bob ben dan sam nick chris matt rob tim ted fred walter hans juan "
          "carlos jose luis pedro miguel ivan viktor victor vladimir dmitri sergei ahmed ali "
          "hassan hussein mohammed mohamed muhammad omar imran marcus otto edwin leon tomas jorge "
          "pierre jean giovanni marco mario klaus karl heinz jan ravi wayne doug bruce ralph roy "
          "eugene louis russell philippe francois antonio ramon mikel julian geoffrey"},
    Group{kFemale,
          "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy "
          "betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa "
          "deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda "
          "pamela emma nicole helen samantha katherine catherine christine debra rachel carolyn "
          "janet maria heather diane ruth julie olivia joyce virginia victoria kelly lauren "
          "christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria "
          "teresa theresa ann anne sara kathryn janice jean alice julia judy sophia grace denise "
          "amber doris marilyn danielle beverly isabella diana brittany natalie charlotte marie "
          "kate fiona claire clare gillian hilary hillary nicola joanna joanne louise lucy zoe "
          "chloe ellen kerry molly nora vera hilda rosa elena irina olga natasha fatima aisha "
          "priya ingrid greta ursula silvia carla ana lucie lucia jodie sue miriam amira lena "
          "dana april june april rose carmen eva nadia leila yasmin abigail"},
    Group{kAdverb,
          "also later then however has have had reportedly previously recently earlier now once "
          "often repeatedly publicly simply quickly angrily quietly today yesterday both even "
          "only always never initially subsequently eventually finally bluntly tearfully"},
    Group{
        kConjunction,
        "and but yet as because when while if though although whereas so or nor where after before "
        "since until than whether that"},
    Group{kRelative, "who whom whose which that"},
    Group{kUnit,
          "million millions billion billions trillion thousand hundred mln bln m bn k per percent "
          "pct people men women children miles mile metres meters km kilometres kilometers feet "
          "ft inches acres hectares pounds dollars euros pence cents tonnes tons kg lbs points "
          "votes cases jobs homes houses copies pages words degrees goals runs wickets yards "
          "minutes hours seconds games seats shares barrels calories troops soldiers workers "
          "residents students pupils members employees times dlrs items aged overs places of"},
    Group{kFuture,
          "will shall would due expected scheduled set planned plans plan going upcoming may must "
          "intends intend hope hopes aims aim tomorrow next coming can could should 'll"},
    Group{kPast,
          "was were had said told began came went left made took died dead killed won lost met "
          "fell rose held ran saw gave got found became broke brought built bought caught chose "
          "drew drove fought flew grew hit kept knew led lay let paid put read rode sang sank sat "
          "sent set shook shot shut sold spent spoke split spread stood stole struck swam swept "
          "taught tore thought threw wore wrote beat beaten born been did sought fled sentenced "
          "since cut hurt"},
    Group{kOpens,
          "opens begins starts runs takes faces meets plays ends closes returns goes arrives "
          "continues resumes hosts visits travels travel appears expires airs launches kicks open "
          "begin start run meet play return leaves departs reopens reopen visit resume host"},
    Group{kBeing, "be is are was were been being am 's"},
    Group{kNearlyName,
          "black good ash easter sheffield super cyber giving palm whit bloody shrove maundy man "
          "ruby stormy manic freaky holy casual cheltenham every each most some many"},
    Group{kHappening,
          "election elections referendum census budget season olympics games crisis war wars "
          "revolution coup earthquake attack attacks uprising riots treaty festival tournament "
          "championships championship final crash ceasefire ceremony campaign general presidential "
          "world invasion floods flood fire tsunami recession ashes financial parliamentary"},
};

constexpr std::size_t kSlots = 4096;  // A power of two, more than four times the words.
struct Slot {
  std::uint64_t hash = 0;
  NewsWord word;
};
using Table = std::array<Slot, kSlots>;

constexpr void Add(std::string_view spelling, std::uint64_t traits, std::uint8_t value,
                   Table* table) {
  const std::uint64_t hash = WordHash(spelling);
  std::size_t at = hash % kSlots;
  while ((*table)[at].hash != 0 && (*table)[at].hash != hash) at = (at + 1) % kSlots;
  Slot& slot = (*table)[at];
  slot.hash = hash;
  slot.word.traits |= traits;
  if (value != 0) slot.word.value = value;
}

constexpr void AddGroup(const Group& group, Table* table) {
  std::uint8_t value = group.counts ? group.from : 0;
  std::string_view rest = group.words;
  while (!rest.empty()) {
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != ' ' && rest[end] != '/') ++end;
    Add(rest.substr(0, end), group.traits, value, table);
    if (group.counts && end < rest.size() && rest[end] == ' ') ++value;
    rest.remove_prefix(end < rest.size() ? end + 1 : end);
  }
}

constexpr Table MakeTable() {
  Table table{};
  for (const Group& group : kGroups) AddGroup(group, &table);
  return table;
}
constinit const Table kTable = MakeTable();

}  // namespace

NewsWord LookUpNewsWord(std::uint64_t hash) {
  std::size_t at = hash % kSlots;
  while (kTable[at].hash != 0) {
    if (kTable[at].hash == hash) return kTable[at].word;
    at = (at + 1) % kSlots;
  }
  return {};
}

void NewsText::Read(const Words& words) {
  words_ = &words;
  senses_.resize(words.words.size());
  for (std::size_t i = 0; i < senses_.size(); ++i) {
    senses_[i] = LookUpNewsWord(words.words[i].hash);
  }
}

}  // namespace backfile
