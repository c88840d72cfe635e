// A page and the last of its revisions.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/mediawiki.h"

#include <algorithm>
#include <array>

#include "article/news_date.h"
#include "article/text.h"
#include "formats/fields.h"
#include "formats/wikitext.h"
#include "formats/xml.h"
#include "formats/xml_split.h"

namespace backfile {

namespace {

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Judged by the page's head, before its revisions: the rest may be anything.
bool IsArticle(std::string_view page) {
  constexpr std::size_t kHead = 4096;
  const std::string_view head = page.substr(0, std::min(page.find("<revision"), kHead));
  const std::size_t ns = head.find("<ns>");
  const bool is_main = ns == std::string_view::npos || head.substr(ns).starts_with("<ns>0</ns>");
  if (!is_main || Contains(head, "<redirect")) return false;
  const std::size_t model = page.find("<model>");
  return model == std::string_view::npos || page.substr(model).starts_with("<model>wikitext<");
}

// "https://en.wiktionary.org/wiki/Main_Page" and "A page" -> ".../wiki/A_page"
std::string PageAddress(const std::string& base, std::string title) {
  const std::size_t slash = base.rfind('/');
  if (slash == std::string::npos || !base.starts_with("http")) return "";
  std::ranges::replace(title, ' ', '_');
  return base.substr(0, slash + 1) + title;
}

// {{date|July 4, 2012}} and {{byline|date=4 July 2012|location=Berlin}} of Wikinews.
void TakeTemplates(const PlainWikitext& wikitext, Article* article) {
  for (const auto& [name, parameters] : wikitext.templates) {
    if (name != "date" && name != "byline") continue;
    for (const std::string& parameter : SplitList(parameters, "|")) {
      const std::size_t equals = parameter.find('=');
      const std::string key =
          equals == std::string::npos ? "date" : std::string(Trim(parameter.substr(0, equals)));
      const std::string value =
          equals == std::string::npos ? parameter : std::string(Trim(parameter.substr(equals + 1)));
      if (key == "location" && !value.empty()) article->places.push_back(value);
      if (key != "date" || article->published) continue;
      article->published = ParseNewsDate(value);
      if (article->published) article->published_basis = DateBasis::kMetadata;
    }
  }
}

void TakePage(const XmlElement* root, const XmlElement* page, Article* article) {
  const std::vector<const XmlElement*> revisions = Children(page, "revision");
  const XmlElement* last = revisions.empty() ? nullptr : revisions.back();
  PlainWikitext wikitext = ReadWikitext(RawText(Child(last, "text")));
  article->title = Words(Child(page, "title"));
  article->body = std::move(wikitext.text);
  article->captions = wikitext.captions;
  article->subjects = wikitext.categories;
  article->external_id = Words(Child(page, "id"));
  article->version = Words(Child(last, "id"));
  TakeTemplates(wikitext, article);
  const std::string changed = Words(Child(last, "timestamp"));
  if (article->published) {
    TakeDate(changed, "date of change", &article->modified, article);
  } else {
    TakePublished(changed, article);
  }
  TakeByline(Words(Path(last, {"contributor", "username"})), article);
  const XmlElement* site = Child(root, "siteinfo");
  TakeSource(Words(Child(site, "sitename")), article);
  TakeLanguage(Inherited(page, "lang"), article);
  article->url = PageAddress(Words(Child(site, "base")), article->title);
}

}  // namespace

int SniffMediawiki(const Head& head) { return SniffXml(head.bytes).name == "mediawiki" ? 95 : 0; }

std::unique_ptr<Splitter> SplitMediawiki(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits,
                  {.items = {"page"},
                   .not_context = {"namespaces"},
                   .is_wanted = IsArticle,
                   .if_none = "the dump holds no pages of articles"});
}

void ReadMediawiki(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                   Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article article;
  TakePage(read.root, read.item, &article);
  articles->push_back(std::move(article));
}

}  // namespace backfile
