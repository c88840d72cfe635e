// How to ask, from the same table of fields as the parser; and the keys.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>

#include "searcher/serve/pages.h"

namespace backfile {

namespace {

struct Example {
  std::string_view question;
  std::string_view meaning;
};
constexpr std::array kExamples = {
    Example{"coalition strikes raqqa", "all of the words, in any of their forms"},
    Example{"coalition OR airstrike", "either; also NOT, -word and ( )"},
    Example{"\"war crimes\"", "the phrase"},
    Example{"=strikes", "this form of the word alone"},
    Example{"IS", "capitals: an acronym is looked up as it is written"},
    Example{"rais* organi?ation", "wildcards"},
    Example{"colour~", "words spelt alike"},
    Example{"airstrikes NEAR/10 civilians", "within ten words of each other; PRE/10: in order"},
    Example{"siege /s relief", "in one sentence; /p: in one paragraph"},
    Example{"ATLEAST3(raqqa)", "three times or more"},
    Example{"person:\"Kate Allen\"", "about a person, however the name is written"},
    Example{"said:allen carnage", "quoting a person"},
    Example{"crime NEAR/5 person:*", "near anybody's name"},
    Example{"date:2018-06..2018-07", "published then; also last-week, 7d, ..2010"},
    Example{"event:2017-06-06", "telling of that day"},
    Example{"has:correction", "that its editors corrected"},
    Example{"status:canceled", "that its source withdrew; such stories are found in no other way"},
};

constexpr std::array kKeys = {
    Example{"/", "go to the question"},       Example{"j  k", "next and previous article or hit"},
    Example{"o", "open the article"},         Example{"n  p", "next and previous hit"},
    Example{"u", "back to the list"},         Example{"x", "tick the article"},
    Example{"e", "go to the export buttons"}, Example{"?", "show these keys"},
};

}  // namespace

HttpResponse HelpPage(const Visit&) {
  Html html;
  html << "<div class=\"prose\"><h1>How to ask</h1>\n<table class=\"examples\">\n"_html;
  for (const Example& example : kExamples) {
    html << "<tr><th scope=\"row\"><a href=\""_html
         << Address{"/search", {{"q", std::string(example.question)}}} << "\"><code>"_html
         << example.question << "</code></a></th><td>"_html << example.meaning
         << "</td></tr>\n"_html;
  }
  html
      << "</table>\n<h2>Copies and versions</h2>\n<p>A story that ran in several papers is found "
         "as often as it ran. <em>Best copy</em> shows the one that answers best, <em>First "
         "copy</em> the earliest; <em>Count stories</em> counts each story once in what stands "
         "beside the list. Of the versions of a story the newest is found; <em>All versions</em> "
         "finds the others, too, and its page says what changed.</p>\n<h2>Fields</h2>\n<table>\n"_html;
  for (const QueryField& field : QueryFields()) {
    html << "<tr><th scope=\"row\"><code>"_html << field.name << ":</code></th><td>"_html
         << field.meaning << "</td></tr>\n"_html;
  }
  html << "</table>\n<h2 id=\"keys\">Keys</h2>\n<table>\n"_html;
  for (const Example& key : kKeys) {
    html << "<tr><th scope=\"row\"><kbd>"_html << key.question << "</kbd></th><td>"_html
         << key.meaning << "</td></tr>\n"_html;
  }
  html << "</table>\n<p data-keys-switch></p>\n<h2>Data</h2>\n<p>The address of a page with "
          "<code>.json</code>, <code>.jsonl</code>, <code>.csv</code>, <code>.tsv</code>, "
          "<code>.ris</code>, <code>.bib</code> or <code>.csl</code> behind its name gives what "
          "it shows as data, in the form in which <code>backfile-search</code> prints it: see "
          "<a href=\"/openapi.json\">the API</a>.</p></div>\n"_html;
  return MakePage({.title = "Help", .current = "help"}, html);
}

}  // namespace backfile
