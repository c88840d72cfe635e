// The table, and reading arguments by it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "article/text.h"
#include "article/units.h"

namespace backfile {

namespace {

constexpr std::array kVerbs = {
    VerbSpec{"find", "QUERY", "Ranked results; the verb may be left out"},
    VerbSpec{"show", "ID...", "Whole articles, with the hits of --query numbered"},
    VerbSpec{"facets", "[QUERY]", "Counts by source, date, people, ... over all matches"},
    VerbSpec{"people", "[QUERY]", "The people whom matching articles are about"},
    VerbSpec{"histogram", "[QUERY]", "Matches by year, month or day, as bars"},
    VerbSpec{"timeline", "QUERY", "The best article of each year, month or day"},
    VerbSpec{"kwic", "QUERY", "Every hit in its context, a line each"},
    VerbSpec{"similar", "ID", "Articles that share the words typical of one"},
    VerbSpec{"also-ran", "ID", "In which papers, and where, copies of an article stand"},
    VerbSpec{"diff", "ID ID", "The words in which two articles differ"},
    VerbSpec{"bundle", "QUERY", "Results with their originals and sums, for others to verify"},
    VerbSpec{"batch", "", "Many questions from a file: a TREC run or a line each"},
    VerbSpec{"explain", "QUERY", "How a question is understood, in words"},
    VerbSpec{"why-not", "ID QUERY", "Which parts of a question an article does not match"},
    VerbSpec{"alert", "add|list|run|rm", "Saved questions, and what is new of each"},
    VerbSpec{"serve", "", "The web page of the index, until it is stopped"},
    VerbSpec{"completion", "SHELL", "The completion script for bash, zsh or fish"},
};

[[noreturn]] void BadValue(std::string_view option, std::string_view value,
                           std::string_view wanted) {
  throw Error(ExitCode::kUsage, std::string(option) + ": \"" + std::string(value) + "\" is not " +
                                    std::string(wanted));
}

template <class Number>
Number ReadNumber(std::string_view option, const std::string& value, Number least, Number most) {
  Number number{};
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || stop != end || number < least || number > most) {
    BadValue(option, value,
             "a number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

constexpr std::size_t kMostHits = 1'000'000'000;

std::size_t ReadLimit(std::string_view option, const std::string& value) {
  if (value == "none" || value == "all") return kMostHits;
  return ReadNumber<std::size_t>(option, value, 0, kMostHits);
}

// Bytes: "32Ki", "64k".
std::size_t ReadSize(std::string_view option, const std::string& value, std::int64_t most) {
  const auto size = ParseSize(value, 0);
  if (size && *size >= 1 && *size <= most) return static_cast<std::size_t>(*size);
  BadValue(option, value, "a size such as 32k, up to " + std::to_string(most / 1'000'000) + "M");
}

void SetFacets(CommandLine* line, const std::string& value) {
  for (const std::string& name : SplitList(value, ",")) {
    if (!IsFacetName(name)) {
      std::string known;
      for (const std::string_view facet : FacetNames())
        known += (known.empty() ? "" : ", ") + std::string(facet);
      BadValue("--facets", name, "a facet; there are " + known);
    }
    line->request.facets.push_back(name);
  }
}

void SetFields(CommandLine* line, const std::string& value) {
  for (const std::string& name : SplitList(value, ",")) {
    if (FindHitField(name) == nullptr) {
      std::string known;
      for (const HitField& field : HitFields())
        known += (known.empty() ? "" : ", ") + std::string(field.name);
      BadValue("--fields", name, "a field; there are " + known);
    }
    line->render.fields.push_back(name);
  }
}

// "5s", "500ms", "none".
std::chrono::milliseconds ReadDuration(std::string_view option, const std::string& value) {
  if (value == "none") return std::chrono::hours(24 * 365);
  for (const auto& [unit, milliseconds] :
       {std::pair("ms", 1), std::pair("s", 1000), std::pair("m", 60'000)}) {
    if (!value.ends_with(unit)) continue;
    const std::string number = value.substr(0, value.size() - std::string_view(unit).size());
    return std::chrono::milliseconds(ReadNumber<std::int64_t>(option, number, 1, 1'000'000) *
                                     milliseconds);
  }
  BadValue(option, value, "a time such as 5s or 500ms");
}

using L = CommandLine*;
using V = const std::string&;

constexpr std::string_view kSearches =
    " find bundle facets people histogram timeline kwic batch explain why-not ";
// What bounds questions.
constexpr std::string_view kAsks =
    " find bundle show facets people histogram timeline kwic batch similar explain why-not alert "
    "serve ";
constexpr std::string_view kLists = " find similar alert ";

constexpr auto kOptions = std::to_array<OptionSpec>({
    {"-d,--index", "INDEX", "Folder of the index, cluster file, or HOST:PORT (else BACKFILE_INDEX); given again, all are searched as one", "",
     [](L line, V value) { line->places.push_back(value); }},
    {"-n,--limit", "N", "Results to give, or none for all of them", " find similar kwic batch bundle ",
     [](L line, V value) { line->request.limit = ReadLimit("--limit", value);
       line->has_limit = true; }},
    {"--offset", "N", "Results to pass over first", kLists,
     [](L line, V value) { line->request.offset = ReadNumber<std::size_t>("--offset", value, 0, kMostHits); }},
    {"--sort", "relevance|newest|oldest", "Order of the results", " find batch ",
     [](L line, V value) {
       line->request.sort = value == "newest"   ? Sort::kNewest
                            : value == "oldest" ? Sort::kOldest
                                                : Sort::kRelevance;
     }},
    {"--facets", "NAMES", "Count these over all matches, such as source,date,people", " find facets batch similar ", SetFacets},
    {"--facet-values", "N", "Values to give of each facet", " find facets people batch similar ",
     [](L line, V value) { line->request.facet_options.most = ReadLimit("--facet-values", value); }},
    {"--collapse", "no|best|earliest", "Of copies of one story show only the best answer, or the first that ran", " find similar ",
     [](L line, V value) {
       line->request.collapse = value == "best"       ? Collapse::kBest
                                : value == "earliest" ? Collapse::kEarliest
                                                      : Collapse::kNo;
     }},
    {"--facets-over", "articles|stories", "Whether facets count copies of one story once each, or once in all", " find facets people similar ",
     [](L line, V value) { line->request.facets_over_stories = value == "stories"; }},
    {"-o,--output", "DIR", "The folder to make", " bundle ",
     [](L line, V value) { line->bundle_dir = value; }},
    {"--sign", "KEY", "Sign it with this key of ssh-keygen", " bundle ",
     [](L line, V value) { line->sign_key = value; }},
    {"--verify", "", "Instead verify the bundle in the folder that is named", " bundle ",
     [](L line, V) { line->is_verification = true; }},
    {"--signers", "FILE", "With --verify: one of these must have signed it", " bundle ",
     [](L line, V value) { line->signers = value; }},
    {"--all-versions", "", "Also earlier versions of stories; show: all versions of this one", " find bundle show facets people histogram timeline kwic batch similar explain why-not ",
     [](L line, V) { line->request.all_versions = true; }},
    {"--with-hidden", "", "Also what was withdrawn or is under an embargo, with its text", " find bundle show facets people histogram timeline kwic batch similar explain why-not diff ",
     [](L line, V) { line->request.with_hidden = true; }},
    {"--version-of-story", "N", "Or --version=N: this one, as its source numbers them, else 1 for the oldest", " show ",
     [](L line, V value) { line->story_version = value; }},
    {"--prefix", "LETTERS", "Only values of which a word begins so", " facets people ",
     [](L line, V value) { line->request.facet_options.prefix = value; }},
    {"--format", "text|json|jsonl|csv|tsv|trec|ris|bibtex|csl-json|html", "Form of the output", "",
     [](L line, V value) { line->render.format = *FindOutputFormat(value); }},
    {"--mail", "ADDRESS", "Send what is new there, instead of printing it", " alert ",
     [](L line, V value) { line->mail_to = value; }},
    {"--atom", "", "Print what is new as an Atom feed", " alert ",
     [](L line, V) { line->is_atom = true; }},
    {"--fields", "NAMES", "Fields of json, jsonl, csv and tsv, such as id,date,title", kLists, SetFields},
    {"--snippet", "N", "Characters of text to show of each result; 0: none", kLists,
     [](L line, V value) { line->request.snippet_characters = ReadNumber<std::size_t>("--snippet", value, 0, 100'000); }},
    {"--plain", "", "The question is plain words, all optional; nothing in it is an operator", kSearches,
     [](L line, V) { line->request.is_plain = true; }},
    {"--feedback", "auto|on|off", "Let the best articles refine the order; auto: with --plain",
     " find batch ",
     [](L line, V value) {
       line->request.feedback = value == "on"    ? Feedback::kOn
                                : value == "off" ? Feedback::kOff
                                                 : Feedback::kAuto;
     }},
    {"--language", "TAG", "Language of the question's words, such as fr (else that of most articles)", kSearches,
     [](L line, V value) { line->request.language = value; }},
    {"--timeout", "TIME", "After this time give what was found so far, if anything, and end with 3: 5s, none", kAsks,
     [](L line, V value) { line->request.timeout = ReadDuration("--timeout", value); }},
    {"--max-query", "SIZE", "Longest question; 32Ki unless told otherwise", kAsks,
     [](L line, V value) { line->request.limits.max_bytes = ReadSize("--max-query", value, 16'000'000); }},
    {"--max-clauses", "N", "Words and phrases of a question (1024)", kAsks,
     [](L line, V value) { line->request.limits.max_clauses = ReadNumber<std::size_t>("--max-clauses", value, 1, 1'000'000); }},
    {"--max-depth", "N", "Parentheses within one another (20)", kAsks,
     [](L line, V value) { line->request.limits.max_depth = ReadNumber<int>("--max-depth", value, 1, 200); }},
    {"--max-expansion", "N", "Words of the index that one with * or ? may stand for (10000)", kAsks,
     [](L line, V value) { line->request.limits.max_expansion = ReadNumber<std::size_t>("--max-expansion", value, 1, 1'000'000); }},
    {"--queries", "FILE", "Questions, a line each: ID, a tab, the query; - is standard input", " batch ",
     [](L line, V value) { line->queries_path = value; }},
    {"--names", "FILE", "Names or phrases, one a line: which occur, and where", " batch ",
     [](L line, V value) {
       line->queries_path = value;
       line->is_names = true;
     }},
    {"--passes", "N", "Ask all questions this often, to time them", " batch ",
     [](L line, V value) { line->passes = ReadNumber<int>("--passes", value, 1, 1000); }},
    {"--query", "QUERY", "Number what this question matches", " show ",
     [](L line, V value) { line->show_query = value; }},
    {"--recency", "DAYS", "Favour new articles: the surplus halves every so many days", " find batch ",
     [](L line, V value) {
       const std::string number = value.ends_with('d') ? value.substr(0, value.size() - 1) : value;
       line->request.recency_days = ReadNumber<int>("--recency", number, 1, 100'000);
     }},
    {"--by", "year|month|day", "Length of a period", " histogram timeline ",
     [](L line, V value) { line->timeline.step = value == "year" ? "date" : value; }},
    {"--relative", "", "Also as shares of all articles of each period", " histogram timeline ",
     [](L line, V) { line->timeline.is_relative = true; }},
    {"--order", "article|left|right", "Sort hits by the word before or behind them", " kwic ",
     [](L line, V value) {
       line->kwic_order = value == "left"    ? KwicOrder::kLeft
                          : value == "right" ? KwicOrder::kRight
                                             : KwicOrder::kArticle;
     }},
    {"--context", "N", "Characters on either side of a hit", " kwic ",
     [](L line, V value) { line->context = ReadNumber<std::size_t>("--context", value, 1, 1000); }},
    {"-0,--print0", "", "Only ids, each ended by a zero byte", kLists,
     [](L line, V) { line->render.is_null_separated = true; }},
    {"--listen", "ADDRESS:PORT", "Where to serve; 127.0.0.1:8640 unless told otherwise", " serve ",
     [](L line, V value) { line->serve.listen = value; }},
    {"--token-file", "FILE", "Serve only whoever knows the token on its first line", " serve ",
     [](L line, V value) { line->serve.token_path = value; }},
    {"--user-header", "NAME", "Serve only requests with this header, which a reverse proxy sets", " serve ",
     [](L line, V value) { line->serve.user_header = value; }},
    {"--host", "NAMES", "Names of the host by which the page may be asked for", " serve ",
     [](L line, V value) { line->serve.hosts = SplitList(value, ","); }},
    {"--threads", "N", "Questions to answer at once; else one a core", " serve ",
     [](L line, V value) { line->serve.threads = ReadNumber<int>("--threads", value, 1, 256); }},
    {"--log", "none|requests|queries", "What to log on standard error: nothing, requests without their questions, all", " serve ",
     [](L line, V value) { line->serve.log = value; }},
    {"--mark", "color|brackets", "How hits are marked; brackets: also as [[hit]]", " find show kwic similar ",
     [](L line, V value) { line->render.has_brackets = value == "brackets"; }},
    {"--color", "auto|always|never", "When to use colour", "",
     [](L line, V value) {
       line->color = value == "always" ? When::kAlways : value == "never" ? When::kNever : When::kAuto;
     }},
    {"--no-pager", "", "Do not page on a terminal", "", [](L line, V) { line->may_page = false; }},
    {"--raw", "", "Do not escape control characters of articles; show: the original bytes", " find show similar ",
     [](L line, V) { line->render.is_raw = true; }},
    {"--csv-raw", "", "No quote mark before cells that a spreadsheet would run", " find facets people histogram timeline kwic batch similar ",
     [](L line, V) { line->render.is_csv_raw = true; }},
    {"--format-version", "N", "The version of JSON to speak; exit 20 or 21 if it is not spoken", "",
     [](L, V value) {
       const int version = ReadNumber<int>("--format-version", value, 0, 1'000'000);
       if (version < kFormatVersion) throw Error(ExitCode::kFormatTooOld, "version " + value + " of the output is no longer spoken; this is " + std::to_string(kFormatVersion));
       if (version > kFormatVersion) throw Error(ExitCode::kFormatTooNew, "version " + value + " of the output is not spoken yet; this is " + std::to_string(kFormatVersion));
     }},
    {"--allow-empty", "", "Exit with 0, not 1, if nothing is found", "",
     [](L line, V) { line->is_empty_fine = true; }},
    {"-q,--quiet", "", "No notes on standard error", "", [](L line, V) { line->is_quiet = true; }},
    {"-v,--verbose", "", "Say on standard error how the question was understood", "",
     [](L line, V) { line->is_verbose = true; }},
    {"-h,--help", "", "This help; with a verb, all of its options", "", nullptr},
    {"-V,--version", "", "The version of the program", "", nullptr},
});

// "--limit" and "-n" of "-n,--limit".
bool HasName(const OptionSpec& option, std::string_view name) {
  const std::size_t comma = option.names.find(',');
  if (comma == std::string_view::npos) return option.names == name;
  return option.names.substr(0, comma) == name || option.names.substr(comma + 1) == name;
}

const OptionSpec* FindOption(std::string_view name) {
  const auto it =
      std::ranges::find_if(kOptions, [&](const OptionSpec& o) { return HasName(o, name); });
  return it == kOptions.end() ? nullptr : &*it;
}

bool IsVerb(std::string_view name) {
  return std::ranges::find(kVerbs, name, &VerbSpec::name) != kVerbs.end();
}

void CheckChoice(const OptionSpec& option, std::string_view name, const std::string& value) {
  if (option.value.find('|') == std::string_view::npos) return;
  const std::vector<std::string> choices = SplitList(option.value, "|");
  if (std::ranges::find(choices, value) != choices.end()) return;
  BadValue(name, value, "one of " + std::string(option.value));
}

// An argument that is an option, taken apart.
struct Given {
  const OptionSpec* option = nullptr;
  std::string name;
  std::optional<std::string> value;
};

// "--limit=5", "-n5", "-n", "--plain".
Given TakeApart(const std::string& argument) {
  Given given;
  const bool is_long = argument.starts_with("--");
  const std::size_t equals = is_long ? argument.find('=') : std::string::npos;
  given.name = is_long ? argument.substr(0, equals) : argument.substr(0, 2);
  // Of the program there is one version; of a story there are several.
  if (given.name == "--version" && equals != std::string::npos) given.name = "--version-of-story";
  if (equals != std::string::npos) given.value = argument.substr(equals + 1);
  if (!is_long && argument.size() > 2) given.value = argument.substr(2);
  given.option = FindOption(given.name);
  if (given.option == nullptr) {
    throw Error(ExitCode::kUsage, "there is no option " + given.name +
                                      "; see --help, and put -- before a query that begins with -");
  }
  return given;
}

bool IsOption(const std::string& argument) {
  return argument.size() > 1 && argument.front() == '-';
}

class ArgumentReader {
 public:
  explicit ArgumentReader(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  CommandLine Read() {
    while (at_ < arguments_.size()) {
      const std::string& argument = arguments_[at_++];
      if (only_words_ || !IsOption(argument)) {
        Word(argument);
      } else if (argument == "--") {
        only_words_ = true;
      } else {
        Option(argument);
      }
    }
    for (const Given& given : given_) Set(given);
    return std::move(line_);
  }

 private:
  void Word(const std::string& argument) {
    const bool may_be_verb = !only_words_ && line_.arguments.empty() && !has_verb_;
    if (may_be_verb && IsVerb(argument)) {
      line_.verb = argument;
      has_verb_ = true;
    } else {
      line_.arguments.push_back(argument);
    }
  }

  void Option(const std::string& argument) {
    Given given = TakeApart(argument);
    const bool wants_value = !given.option->value.empty();
    if (wants_value && !given.value) {
      if (at_ == arguments_.size()) throw Error(ExitCode::kUsage, given.name + " needs a value");
      given.value = arguments_[at_++];
    }
    if (!wants_value && given.value) throw Error(ExitCode::kUsage, given.name + " takes no value");
    given_.push_back(std::move(given));
  }

  void Set(const Given& given) {
    if (!TakesOption(line_.verb, *given.option)) {
      throw Error(ExitCode::kUsage, given.name + " is no option of " + line_.verb);
    }
    const std::string value = given.value.value_or("");
    CheckChoice(*given.option, given.name, value);
    if (given.option->set == nullptr) {
      line_.help = given.option == FindOption("--help") ? Help::kHelp : Help::kVersion;
      line_.has_verb = has_verb_;
    } else {
      given.option->set(&line_, value);
    }
  }

  const std::vector<std::string>& arguments_;
  std::size_t at_ = 0;
  bool only_words_ = false;
  bool has_verb_ = false;
  std::vector<Given> given_;
  CommandLine line_;
};

}  // namespace

std::span<const VerbSpec> Verbs() { return kVerbs; }
std::span<const OptionSpec> Options() { return kOptions; }

bool TakesOption(std::string_view verb, const OptionSpec& option) {
  return option.verbs.empty() ||
         option.verbs.find(" " + std::string(verb) + " ") != std::string_view::npos;
}

CommandLine ParseCommandLine(const std::vector<std::string>& arguments) {
  return ArgumentReader(arguments).Read();
}

}  // namespace backfile
