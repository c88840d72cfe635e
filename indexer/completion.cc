// One walk over the verbs and options as CLI11 has them, and a script for each shell.
//
// An option completes to its choices if it has a list of them, to files if it names a file or a
// folder, and else to nothing. A verb within a verb (`config show`) is a word of the outer one,
// whose options it shares here.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/completion.h"

#include <CLI/CLI.hpp>
#include <vector>

#include "article/problem.h"

namespace backfile {

namespace {

struct Flag {
  std::vector<std::string> names;  // "-d" and "--index".
  std::string help;
  std::string choices;  // With spaces between; empty: any value.
  bool takes_value = false;
  bool is_path = false;
};

struct Verb {
  std::string name;
  std::string help;
  std::vector<std::string> inner;  // Verbs within it.
  std::vector<Flag> flags;
};

// "{a,b}" at the end of a type name, as "a b".
std::string ChoicesOf(const std::string& type) {
  const std::size_t open = type.find('{');
  if (open == std::string::npos || !type.ends_with('}')) return "";
  std::string choices = type.substr(open + 1, type.size() - open - 2);
  for (char& c : choices) c = c == ',' ? ' ' : c;
  return choices;
}

void AddFlags(const CLI::App& app, std::vector<Flag>* flags) {
  for (const CLI::Option* option : app.get_options()) {
    Flag flag;
    for (const std::string& name : option->get_snames()) flag.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) flag.names.push_back("--" + name);
    if (flag.names.empty()) continue;  // A positional argument.
    const std::string type = option->get_type_name();
    flag.help = option->get_description();
    flag.takes_value = option->get_items_expected_max() > 0;
    flag.choices = ChoicesOf(type);
    flag.is_path = type.starts_with("FILE") || type.starts_with("DIR");
    flags->push_back(std::move(flag));
  }
}

std::vector<const CLI::App*> VisibleVerbs(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
}

std::vector<Verb> VerbsOf(const CLI::App& app) {
  std::vector<Verb> verbs;
  for (const CLI::App* known : VisibleVerbs(app)) {
    Verb verb{known->get_name(), known->get_description(), {}, {}};
    AddFlags(*known, &verb.flags);
    for (const CLI::App* inner : VisibleVerbs(*known)) {
      verb.inner.push_back(inner->get_name());
      AddFlags(*inner, &verb.flags);
    }
    verbs.push_back(std::move(verb));
  }
  return verbs;
}

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

std::string NamesOf(const std::vector<Verb>& verbs, std::string_view between) {
  std::vector<std::string> names;
  for (const Verb& verb : verbs) names.push_back(verb.name);
  return Joined(names, between);
}

// Without what has a meaning in single quotes or in zsh's lists.
std::string Plain(std::string_view help) {
  std::string text;
  for (const char c : help) {
    if (std::string_view("'[]:\\").find(c) == std::string_view::npos) text += c;
  }
  return text;
}

// The pattern of a bash `case` for an option of a verb.
std::string BashCase(const Verb& verb, const Flag& flag) {
  std::vector<std::string> patterns;
  for (const std::string& name : flag.names) patterns.push_back(verb.name + ":" + name);
  return "    " + Joined(patterns, "|") + ") ";
}

std::string BashValues(const Verb& verb) {
  std::string cases;
  for (const Flag& flag : verb.flags) {
    if (!flag.takes_value) continue;
    const std::string words =
        flag.choices.empty() ? (flag.is_path ? "-f" : "-W ''") : "-W '" + flag.choices + "'";
    cases += BashCase(verb, flag) + "COMPREPLY=($(compgen " + words + " -- \"$cur\")); return ;;\n";
  }
  return cases;
}

std::string BashWords(const Verb& verb) {
  std::string words = Joined(verb.inner, " ");
  for (const Flag& flag : verb.flags) words += " " + Joined(flag.names, " ");
  return "    " + verb.name + ") words='" + words + "' ;;\n";
}

std::string BashScript(const std::vector<Verb>& verbs) {
  std::string values;
  std::string words;
  for (const Verb& verb : verbs) {
    values += BashValues(verb);
    words += BashWords(verb);
  }
  const std::string names = NamesOf(verbs, " ");
  return "# bash completion for backfile-index\n_backfile_index() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= word words\n"
         "  [ \"$prev\" = = ] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
         "  [ \"$cur\" = = ] && { prev=${COMP_WORDS[COMP_CWORD-1]}; cur=; }\n"
         "  [ \"$COMP_CWORD\" -gt 1 ] && verb=${COMP_WORDS[1]}\n"
         "  case $verb:$prev in\n" +
         values + "  esac\n  case $verb in\n    '') words='" + names + " --help --version' ;;\n" +
         words +
         "    *) words= ;;\n  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
         "  [ -n \"$verb\" ] && [ \"${cur#-}\" = \"$cur\" ] && "
         "COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
         "}\ncomplete -o filenames -F _backfile_index backfile-index\n";
}

std::string ZshOption(const Flag& flag, const std::string& name) {
  std::string text = name;
  if (flag.takes_value) text += name.starts_with("--") ? "=" : "+";
  text += "[" + Plain(flag.help) + "]";
  if (!flag.choices.empty()) {
    text += ":value:(" + flag.choices + ")";
  } else if (flag.takes_value) {
    text += flag.is_path ? ":path:_files" : ":value: ";
  }
  return "'" + text + "'";
}

std::string ZshScript(const std::vector<Verb>& verbs) {
  std::string out =
      "#compdef backfile-index\nlocal line state\nlocal -a verbs\n"
      "_arguments -C '1:verb:->verb' '*::argument:->argument'\n"
      "case $state in\n  verb)\n    verbs=(\n";
  for (const Verb& verb : verbs) out += "      '" + verb.name + ":" + Plain(verb.help) + "'\n";
  out += "    )\n    _describe verb verbs ;;\n  argument)\n    case $line[1] in\n";
  for (const Verb& verb : verbs) {
    out += "      " + verb.name + ") _arguments";
    for (const Flag& flag : verb.flags) {
      for (const std::string& name : flag.names) out += " \\\n        " + ZshOption(flag, name);
    }
    if (!verb.inner.empty()) out += " \\\n        '1:verb:(" + Joined(verb.inner, " ") + ")'";
    out += " \\\n        '*:path:_files' ;;\n";
  }
  return out + "    esac ;;\nesac\n";
}

std::string FishOption(const Verb& verb, const Flag& flag) {
  std::string out = "complete -c backfile-index -n '__fish_seen_subcommand_from " + verb.name + "'";
  for (const std::string& name : flag.names) {
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!flag.choices.empty()) {
    out += " -x -a '" + flag.choices + "'";
  } else if (flag.takes_value) {
    out += flag.is_path ? " -r" : " -x";
  }
  return out + " -d '" + Plain(flag.help) + "'\n";
}

std::string FishScript(const std::vector<Verb>& verbs) {
  std::string out = "# fish completion for backfile-index\n";
  for (const Verb& verb : verbs) {
    out += "complete -c backfile-index -n __fish_use_subcommand -f -a " + verb.name + " -d '" +
           Plain(verb.help) + "'\n";
    for (const std::string& inner : verb.inner) {
      out += "complete -c backfile-index -n '__fish_seen_subcommand_from " + verb.name +
             "' -f -a " + inner + "\n";
    }
    for (const Flag& flag : verb.flags) out += FishOption(verb, flag);
  }
  return out;
}

}  // namespace

std::string CompletionScript(const CLI::App& app, std::string_view shell) {
  const std::vector<Verb> verbs = VerbsOf(app);
  if (shell == "bash") return BashScript(verbs);
  if (shell == "zsh") return ZshScript(verbs);
  if (shell == "fish") return FishScript(verbs);
  throw Error(ExitCode::kUsage, "completion: name bash, zsh or fish");
}

}  // namespace backfile
