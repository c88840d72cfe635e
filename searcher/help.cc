// What the table of options says in --help, in the manual page, and to the shells.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "article/text.h"
#include "searcher/options.h"

namespace backfile {

namespace {

std::string Padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string OptionLine(const OptionSpec& option) {
  const bool has_short = option.names.find(',') != std::string_view::npos;
  std::string names = has_short ? "" : "    ";
  for (const char c : option.names) names += c == ',' ? ", " : std::string(1, c);
  if (!option.value.empty()) names += "=" + std::string(option.value);
  constexpr std::size_t kColumn = 30;
  if (names.size() >= kColumn)
    return "  " + names + "\n" + std::string(kColumn + 2, ' ') + std::string(option.help) + "\n";
  return "  " + Padded(names, kColumn) + std::string(option.help) + "\n";
}

// "-n" and "--limit" of "-n,--limit".
std::vector<std::string> NamesOf(const OptionSpec& option) { return SplitList(option.names, ","); }

// A value's choices, or nothing.
std::vector<std::string> ChoicesOf(const OptionSpec& option) {
  const bool has_choices = option.value.find('|') != std::string_view::npos;
  return has_choices ? SplitList(option.value, "|") : std::vector<std::string>();
}

std::string JoinedWords(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> VerbNames() {
  std::vector<std::string> names;
  for (const VerbSpec& verb : Verbs()) names.emplace_back(verb.name);
  return names;
}

std::string BashScript() {
  std::string words = JoinedWords(VerbNames());
  std::string cases;
  for (const OptionSpec& option : Options()) {
    const std::vector<std::string> names = NamesOf(option);
    words += " " + JoinedWords(names);
    const std::vector<std::string> choices = ChoicesOf(option);
    if (choices.empty()) continue;
    cases += "    " + names.back() + ") COMPREPLY=($(compgen -W \"" + JoinedWords(choices) +
             "\" -- \"$cur\")); return ;;\n";
  }
  return "# bash completion for backfile-search\n_backfile_search() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  [ \"$prev\" = = ] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
         "  [ \"$cur\" = = ] && { prev=${COMP_WORDS[COMP_CWORD-1]}; cur=; }\n  case $prev in\n" +
         cases +
         "    -d|--index|--queries) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n  esac\n"
         "  COMPREPLY=($(compgen -W \"" +
         words + "\" -- \"$cur\"))\n}\ncomplete -F _backfile_search backfile-search\n";
}

// Without what has a meaning in single quotes or in zsh's lists.
std::string Plain(std::string_view help) {
  std::string text;
  for (const char c : help) {
    if (std::string_view("'[]:\\").find(c) == std::string_view::npos) text += c;
  }
  return text;
}

std::string ZshScript() {
  std::string out = "#compdef backfile-search\n_arguments \\\n";
  for (const OptionSpec& option : Options()) {
    for (const std::string& name : NamesOf(option)) {
      const std::vector<std::string> choices = ChoicesOf(option);
      const bool is_long = name.starts_with("--");
      out += "  '" + name +
             (option.value.empty() ? ""
              : is_long            ? "="
                                   : "+") +
             "[" + Plain(option.help) + "]";
      if (!choices.empty()) out += ":value:(" + JoinedWords(choices) + ")";
      if (choices.empty() && !option.value.empty()) out += ":" + Plain(option.value) + ":_files";
      out += "' \\\n";
    }
  }
  return out + "  '1:verb:(" + JoinedWords(VerbNames()) + ")' '*:query:'\n";
}

std::string FishScript() {
  std::string out = "# fish completion for backfile-search\n";
  for (const VerbSpec& verb : Verbs()) {
    out += "complete -c backfile-search -n __fish_use_subcommand -f -a " + std::string(verb.name) +
           " -d '" + Plain(verb.help) + "'\n";
  }
  for (const OptionSpec& option : Options()) {
    out += "complete -c backfile-search";
    for (const std::string& name : NamesOf(option)) {
      out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    const std::vector<std::string> choices = ChoicesOf(option);
    if (!option.value.empty())
      out += choices.empty() ? " -r" : " -x -a '" + JoinedWords(choices) + "'";
    out += " -d '" + Plain(option.help) + "'\n";
  }
  return out;
}

// Text for man(7): hyphens that are typed, and no line that begins with a control character.
std::string Roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-') out += '\\';
    if (c == '\\') {
      out += "\\e";
    } else {
      out += c;
    }
  }
  return out;
}

std::string ManualOption(const OptionSpec& option) {
  std::string out = ".TP\n";
  std::string names;
  for (const std::string& name : NamesOf(option)) {
    names += (names.empty() ? "\\fB" : ", \\fB") + Roff(name) + "\\fR";
  }
  if (!option.value.empty()) names += "=\\fI" + Roff(option.value) + "\\fR";
  out += names + "\n" + Roff(option.help) + ".\n";
  if (option.verbs.empty()) return out;
  return out + "Of: " + JoinedWords(SplitList(option.verbs, " ")) + ".\n";
}

}  // namespace

std::string VerbHelpText(std::string_view verb) {
  const VerbSpec& spec = *std::ranges::find(Verbs(), verb, &VerbSpec::name);
  std::string text = "usage: backfile-search -d INDEX " + std::string(verb) + " [OPTION...] " +
                     std::string(spec.arguments) + "\n" + std::string(spec.help) + ".\n\n";
  for (const OptionSpec& option : Options()) {
    if (TakesOption(verb, option)) text += OptionLine(option);
  }
  return text;
}

std::string HelpText() {
  std::string text =
      "usage: backfile-search -d INDEX [VERB] [OPTION...] [QUERY|ID]\n"
      "Searches an index of articles made by backfile-index.\n\n";
  for (const VerbSpec& verb : Verbs()) {
    text += "  " + Padded(std::string(verb.name) + " " + std::string(verb.arguments), 22) +
            std::string(verb.help) + "\n";
  }
  text += "\n";
  for (const OptionSpec& option : Options()) {
    // Few ever change a limit; `find --help` has them.
    const bool is_limit = option.names.starts_with("--max-");
    if (TakesOption("find", option) && !is_limit) text += OptionLine(option);
  }
  return text + "\nThe query language: man 7 backfile-query. A verb's own options: VERB --help.\n";
}

std::string CompletionScript(std::string_view shell) {
  if (shell == "bash") return BashScript();
  if (shell == "zsh") return ZshScript();
  if (shell == "fish") return FishScript();
  throw Error(ExitCode::kUsage, "completion: name bash, zsh or fish");
}

namespace {
constexpr const char* kFiles = R"(.SH FILES
.TP
people.tsv in the index directory
What you know about the people of the archive and no program can. One person a line: the name to show,
then other forms of it, parted by tabs. A line whose first field is \- lists what is no person; # begins
a comment. Case, accents, full stops, hyphens and titles make no difference. It takes effect with the
next question, for the people facet and for person:, and nothing is indexed anew.
.TP
~/.cache/backfile, or the folder in BACKFILE_CACHE
What was worked out between several indexes, and what servers have sent: a few generations of it. It can be
deleted at any time.
.SH ALERTS
\fBalert add\fR \fINAME QUERY\fR saves a question, \fBalert list\fR prints what is saved, \fBalert rm\fR
\fINAME\fR forgets it. \fBalert run\fR [\fINAME\fR...] tells what is new of all, or of those that are named, each
article once; JSON says in \fIalert\fR of which. With \fB\-\-atom\fR it is one feed, in which entries have their
alerts as categories; without news an empty one. An alert that cannot be read or asked is named, the others are told,
and the exit status is 3. Of two runs at a time the second waits ten seconds for the first, and ends with 75 if that
is not enough.
.SH SEVERAL INDEXES
With \fB\-d\fR given several times, all of them are searched as one index: ranks, scores, counts, copies and
versions are those that one index of all their articles would give. An article that stands in more than one counts
once. What their articles mean for one another is worked out when they are first searched together, and after each
new generation of one of them; this takes as long as indexing took to tell copies. Two different articles to which
archives gave one identifier without a source have one id here, where one index would give the later another.
.PP
A cluster file stands for what it names, so that \fB\-d\fR \fIcluster.toml\fR searches several machines:
.PP
.nf
home = "alerts\-and\-people"   # a folder for what belongs to all
timeout = "10s"               # how long a server may be silent
connect_timeout = "2s"
[[shard]]
path = "/var/lib/backfile/index"
[[shard]]
server = "archive2.example:8641"
.fi
.PP
A server is \fBxapian\-tcpsrv\fR(1) over what \fBbackfile\-index publish\fR has made. A server that is gone or
slow is left out and named: in the answer, in \fIbag\-info.txt\fR of a bundle, on standard error, and with exit
status 3. So is it if an id is not found, as the article may be there. Alerts need a \fIhome\fR;
\fBshow \-\-raw\fR needs the archives, and so is refused for articles of other machines.
.SH THE WEB PAGE
\fBserve\fR prints the address of the page and serves it until SIGINT or SIGTERM; what is under way is answered
first. It follows what \fBbackfile\-index\fR publishes. It serves this machine alone unless told otherwise: an
address that others reach needs \fB\-\-token\-file\fR (the token is asked for as a password, or sent as
\fIAuthorization: Bearer\fR) or \fB\-\-user\-header\fR of a reverse proxy that removes this header from what
it is sent. There is no encryption: a reverse proxy adds it. The address of every page is what it shows; with
\fI.json .jsonl .csv .tsv .ris .bib .csl .trec\fR or \fI.htm\fR behind its name it gives the same as data, as the verb of that
name prints it, and takes its options as parameters (\fI/search.csv?q=strike&limit=all\fR). An answer without what
some shards hold names them in the header \fIX\-Backfile\-Missing\-Shards\fR. \fI/openapi.json\fR lists
all addresses, \fI/healthz\fR tells whether it is well, \fI/metrics\fR counts. Saved searches are those of
\fBalert\fR. A socket that systemd hands over is used instead of \fB\-\-listen\fR. If an index is damaged so that a
question never ends, \fBserve\fR ends with exit status 4, rather than lose one thread after the other: systemd starts it
anew.
)";
}  // namespace

std::string ManualPage() {
  std::string out =
      ".TH BACKFILE\\-SEARCH 1\n.SH NAME\nbackfile\\-search \\- search an archive of articles\n"
      ".SH SYNOPSIS\n\\fBbackfile\\-search\\fR \\-d \\fIINDEX\\fR [\\fIVERB\\fR] "
      "[\\fIOPTION\\fR...] [\\fIQUERY\\fR|\\fIID\\fR]\n"
      ".SH DESCRIPTION\nAnswers questions over an index made by \\fBbackfile\\-index\\fR(1). The "
      "query language is that of \\fBbackfile\\-query\\fR(7). Without a verb, \\fBfind\\fR is "
      "meant; a query that begins with \\- or with the name of a verb follows \\fB\\-\\-\\fR.\n"
      ".SH VERBS\n";
  for (const VerbSpec& verb : Verbs()) {
    out += ".TP\n\\fB" + Roff(verb.name) + "\\fR \\fI" + Roff(verb.arguments) + "\\fR\n" +
           Roff(verb.help) + ".\n";
  }
  out += ".SH OPTIONS\n";
  for (const OptionSpec& option : Options()) out += ManualOption(option);
  out += ".SH FIELDS\nWhat \\fB\\-\\-fields\\fR takes:\n";
  for (const HitField& field : HitFields()) {
    out += ".TP\n\\fB" + Roff(field.name) + "\\fR\n" + Roff(field.meaning) + ".\n";
  }
  return out +
         ".PP\nData go into files and pipes as they are; on a terminal, what it would obey is "
         "escaped in them, too.\n"
         ".SH EXIT STATUS\n0: at least one article was found. 1: none. 2: the question or an "
         "option "
         "is wrong. 3: finished, but incomplete (a limit was reached, or a shard does not answer). "
         "4: the index is missing, "
         "damaged or too new; a question that goes on and on in a damaged one ends so, too. 5: a "
         "file that was named cannot be opened. 20, 21: the format "
         "version "
         "is no longer, or not yet, spoken. 70: a fault of the program. 75: try later.\n"
         ".SH ENVIRONMENT\nBACKFILE_INDEX, BACKFILE_CACHE, BACKFILE_PAGER, PAGER, COLUMNS, "
         "NO_COLOR, "
         "CLICOLOR_FORCE, "
         "TERM.\n" +
         kFiles + ".SH SEE ALSO\n\\fBbackfile\\-index\\fR(1), \\fBbackfile\\-query\\fR(7)\n";
}

}  // namespace backfile
