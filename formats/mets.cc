// Logical divisions point to areas of pages, by themselves or through links to physical divisions.
//
// The libraries differ. The British Library lists articles flat and links each to page areas; the
// national libraries of Luxembourg and France nest divisions (heading, body, paragraph) that point
// into the pages directly. Both come down to a list of (file, first id, last id) an article, which
// the ALTO pages turn into text.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/mets.h"

#include <algorithm>
#include <array>
#include <map>

#include "article/charset.h"
#include "article/text.h"
#include "formats/alto.h"
#include "formats/fields.h"
#include "formats/parts.h"
#include "formats/xml.h"
#include "formats/xml_mend.h"

namespace backfile {

namespace {

std::string UpperAscii(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return upper;
}

std::string_view FileName(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);
}

bool IsArticle(const XmlElement* div) {
  constexpr std::array<std::string_view, 18> kTypes = {
      "ARTICLE", "ADVERTISEMENT", "ADVERT",    "ADVERTISEMENTS", "LETTER",       "OBITUARY",
      "WEATHER", "DEATH_NOTICE",  "CHAPTER",   "INTERVIEW",      "REVIEW",       "SERIAL",
      "ESSAY",   "POEM",          "EDITORIAL", "SHIPPING",       "BIRTH_NOTICE", "MARRIAGE_NOTICE"};
  const std::string type = UpperAscii(Attribute(div, "TYPE"));
  return std::ranges::find(kTypes, type) != kTypes.end();
}

// Divisions whose text is that of the issue, not of a story.
bool IsFrame(std::string_view type) {
  return type == "TITLE_SECTION" || type == "MASTHEAD" || type == "HEADER" || type == "FOOTER";
}
bool IsHeading(std::string_view type) {
  return type == "HEADING" || type == "TITLE" || type == "HEADLINE" || type == "OVERLINE";
}

struct Area {
  std::string file;
  std::string begin;
  std::string end;
  bool is_heading = false;
};

class Issue {
 public:
  Issue(const Record& record, const ReadOptions& options, const XmlElement* mets)
      : record_(record), mets_(mets) {
    for (const XmlElement* file : AllBelow(Child(mets, "fileSec"), "file")) {
      const std::string_view href = Attribute(Child(file, "FLocat"), "href");
      files_.emplace(Attribute(file, "ID"), FileName(href));
    }
    for (const XmlElement* section : Children(mets, "dmdSec")) {
      descriptions_.emplace(Attribute(section, "ID"), FirstBelow(section, "mods"));
    }
    for (const Part& part : UnpackParts(record.context)) {
      const auto tree =
          ParseXml(DecodeText(part.bytes, DeclaredXmlCharset(part.bytes)).text, options.limits);
      if (tree) pages_.try_emplace(std::string(FileName(part.name)), tree->root());
    }
    CollectLinks();
    for (const auto& [id, description] : descriptions_) {
      if (FirstBelow(description, "dateIssued") != nullptr && issue_ == nullptr) {
        issue_ = description;
      }
    }
  }

  bool has_pages() const { return !pages_.empty(); }

  void Read(std::vector<Article>* articles) {
    std::vector<const XmlElement*> divs;
    for (const XmlElement* map : Children(mets_, "structMap")) {
      if (UpperAscii(Attribute(map, "TYPE")) != "PHYSICAL") CollectArticles(map, &divs);
    }
    for (const XmlElement* div : divs) articles->push_back(ReadDiv(div));
  }

 private:
  // #logical -> the physical divisions that it is linked to.
  void CollectLinks() {
    const XmlElement* links = Child(mets_, "structLink");
    for (const XmlElement* group : AllBelow(links, "smLinkGrp")) {
      const auto locators = Children(group, "smLocatorLink");
      for (std::size_t i = 1; i < locators.size(); ++i) {
        Link(Attribute(locators[0], "href"), Attribute(locators[i], "href"));
      }
    }
    for (const XmlElement* link : Children(links, "smLink")) {
      Link(Attribute(link, "from"), Attribute(link, "to"));
    }
    for (const XmlElement* map : Children(mets_, "structMap")) {
      for (const XmlElement* div : ChildElements(map)) CollectPhysical(div);
    }
  }
  void Link(std::string_view from, std::string_view to) {
    const auto bare = [](std::string_view id) { return id.substr(id.starts_with('#') ? 1 : 0); };
    links_[std::string(bare(from))].emplace_back(bare(to));
  }
  void CollectPhysical(const XmlElement* div) {
    divs_.emplace(Attribute(div, "ID"), div);
    for (const XmlElement* child : Children(div, "div")) CollectPhysical(child);
  }

  void CollectArticles(const XmlElement* parent, std::vector<const XmlElement*>* found) const {
    for (const XmlElement* div : Children(parent, "div")) {
      if (IsArticle(div)) {
        found->push_back(div);
      } else if (!IsFrame(UpperAscii(Attribute(div, "TYPE")))) {
        CollectArticles(div, found);
      }
    }
  }

  void CollectAreas(const XmlElement* div, bool in_heading, std::vector<Area>* areas) const {
    const bool is_heading = in_heading || IsHeading(UpperAscii(Attribute(div, "TYPE")));
    for (const XmlElement* child : ChildElements(div)) {
      if (LocalName(child) == "div") CollectAreas(child, is_heading, areas);
      if (LocalName(child) != "fptr") continue;
      for (const XmlElement* area : AllBelow(child, "area")) TakeArea(area, is_heading, areas);
    }
    const auto linked = links_.find(std::string(Attribute(div, "ID")));
    if (linked == links_.end()) return;
    for (const std::string& target : linked->second) {
      const auto physical = divs_.find(target);
      if (physical == divs_.end() || physical->second == div) continue;
      for (const XmlElement* pointer : Children(physical->second, "fptr")) {
        for (const XmlElement* area : AllBelow(pointer, "area")) TakeArea(area, is_heading, areas);
      }
    }
  }
  void TakeArea(const XmlElement* area, bool is_heading, std::vector<Area>* areas) const {
    const auto file = files_.find(Attribute(area, "FILEID"));
    const std::string_view begin = Attribute(area, "BEGIN");
    if (file == files_.end() || begin.empty()) return;
    areas->push_back({std::string(file->second), std::string(begin),
                      std::string(Attribute(area, "END")), is_heading});
  }

  std::string TextOf(const Area& area, Article* article) {
    const auto page = pages_.find(area.file);
    if (page == pages_.end() || rendered_ > kMostRendered) return "";
    std::string text = page->second.TextOf(area.begin, area.end, &article->other_forms);
    rendered_ += text.size();
    return text;
  }

  const XmlElement* DescriptionOf(const XmlElement* div) const {
    for (const std::string& id : SplitList(Attribute(div, "DMDID"), " ")) {
      const auto found = descriptions_.find(id);
      if (found != descriptions_.end()) return found->second;
    }
    return nullptr;
  }

  Article ReadDiv(const XmlElement* div) {
    Article article;
    const XmlElement* mods = DescriptionOf(div);
    TakeTitle(div, mods, &article);
    TakeWriters(mods, &article);
    TakeIssue(&article);
    for (const XmlElement* description : {mods, issue_}) {
      for (const XmlElement* term : AllBelow(description, "languageTerm")) {
        TakeLanguage(Words(term), &article);
      }
    }
    std::vector<Area> areas;
    CollectAreas(div, false, &areas);
    TakeBody(areas, &article);
    TakeId(div, &article);
    const std::string type = UpperAscii(Attribute(div, "TYPE"));
    if (type != "ARTICLE") AddExtra("type", Attribute(div, "TYPE"), &article);
    return article;
  }

  static void TakeTitle(const XmlElement* div, const XmlElement* mods, Article* article) {
    TakeText(Squeeze(Attribute(div, "LABEL")), &article->title);
    const XmlElement* info = Child(mods, "titleInfo");
    TakeText(Squeeze(Words(Child(info, "nonSort")) + " " + Words(Child(info, "title"))),
             &article->title);
    TakeText(Words(Child(info, "subTitle")), &article->subtitle);
  }

  static void TakeWriters(const XmlElement* mods, Article* article) {
    for (const XmlElement* name : Children(mods, "name")) {
      const std::string role = Words(FirstBelow(name, "roleTerm"));
      if (!role.empty() && role != "aut" && role != "author" && role != "creator") continue;
      std::string given;
      std::string family;
      std::string whole;
      for (const XmlElement* part : Children(name, "namePart")) {
        const std::string_view type = Attribute(part, "type");
        (type == "given" ? given : type == "family" ? family : whole) += Words(part) + " ";
      }
      whole = Squeeze(given + family + whole);
      if (!whole.empty()) article->byline.push_back(whole);
    }
  }

  void TakeIssue(Article* article) const {
    const XmlElement* origin = Child(issue_, "originInfo");
    for (const XmlElement* date : Children(origin, "dateIssued")) {
      if (Attribute(date, "keyDate") == "yes") TakePublished(Words(date), article);
    }
    for (const XmlElement* date : Children(origin, "dateIssued")) {
      TakePublished(Words(date), article);
    }
    if (!article->published) {
      article->published = DateInPath(record_.locator);
      if (article->published) article->published_basis = DateBasis::kPath;
    }
    for (const XmlElement* related : Children(issue_, "relatedItem")) {
      if (Attribute(related, "type") != "host") continue;
      TakeSource(Words(Path(related, {"titleInfo", "title"})), article);
    }
    TakeSource(Words(Path(issue_, {"titleInfo", "title"})), article);
    for (const auto& [id, description] : descriptions_) {
      for (const XmlElement* related : Children(description, "relatedItem")) {
        if (Attribute(related, "type") != "host") continue;
        TakeSource(Words(Path(related, {"titleInfo", "title"})), article);
      }
    }
  }

  // The heading is the title where there is no other, and never part of the text.
  void TakeBody(const std::vector<Area>& areas, Article* article) {
    std::string heading;
    double sum = 0;
    int pages = 0;
    std::vector<std::string> seen;
    for (const Area& area : areas) {
      const std::string text = TextOf(area, article);
      (area.is_heading ? heading : article->body) += text + "\n\n";
      const auto page = pages_.find(area.file);
      if (page == pages_.end() || std::ranges::find(seen, area.file) != seen.end()) continue;
      seen.push_back(area.file);
      TakeLanguage(page->second.language(), article);
      if (page->second.confidence() < 0) continue;
      sum += page->second.confidence();
      ++pages;
    }
    TakeText(Squeeze(heading), &article->title);
    TakeText(article->body.empty() ? heading : "", &article->body);
    if (pages > 0) {
      article->extras.emplace_back("ocr_confidence", std::to_string(sum / pages).substr(0, 5));
    }
  }

  // Unique within the issue, and the issue among those of its newspaper.
  void TakeId(const XmlElement* div, Article* article) const {
    std::string id(Attribute(mets_, "OBJID"));
    if (id.empty()) id = Words(Child(issue_, "identifier"));
    if (article->published) id += ":" + article->published->ToString();
    article->external_id = id + ":" + std::string(Attribute(div, "ID"));
  }

  // The same area may be pointed to again and again; no issue has so much text.
  static constexpr std::size_t kMostRendered = 100'000'000;

  const Record& record_;
  const XmlElement* mets_;
  const XmlElement* issue_ = nullptr;
  std::map<std::string_view, std::string_view> files_;
  std::map<std::string, const XmlElement*> descriptions_;
  std::map<std::string, std::vector<std::string>> links_;
  std::map<std::string, const XmlElement*> divs_;
  std::map<std::string, AltoPage> pages_;
  std::size_t rendered_ = 0;
};

// --- DIDL ---

// The Dublin Core record of an item, wherever its components keep it.
const XmlElement* MetadataOf(const XmlElement* item) {
  for (const XmlElement* component : Children(item, "Component")) {
    if (const XmlElement* dcx = FirstBelow(component, "dcx")) return dcx;
  }
  return nullptr;
}

// The file with an article's text, among the components of its item.
std::string TextFileOf(const XmlElement* item) {
  for (const XmlElement* resource : AllBelow(item, "Resource")) {
    for (const char* attribute : {"filename", "ref"}) {
      const std::string_view name = FileName(Attribute(resource, attribute));
      if (name.ends_with("_articletext.xml")) return std::string(name);
    }
  }
  return "";
}

Article ReadDidlItem(const XmlElement* issue, const XmlElement* item,
                     const std::map<std::string, std::string>& texts, const ReadOptions& options) {
  Article article;
  const XmlElement* own = MetadataOf(item);
  const XmlElement* about = MetadataOf(issue);
  TakeText(Words(Child(own, "dc:title")), &article.title);
  TakeText(Words(Child(own, "dcx:recordIdentifier")), &article.external_id);
  TakeText(Words(Child(own, "dc:identifier")), &article.url);
  for (const XmlElement* subject : Children(own, "dc:subject")) {
    AddExtra("type", Words(subject), &article);
  }
  TakeSource(Words(Child(about, "dc:title")), &article);
  TakePublished(Words(Child(about, "dc:date")), &article);
  for (const XmlElement* description : {own, about}) {
    const auto languages = Children(description, "dc:language");
    if (languages.size() == 1) TakeLanguage(Words(languages.front()), &article);
  }
  const auto text = texts.find(TextFileOf(item));
  const auto tree = text == texts.end() ? nullptr : ParseXml(text->second, options.limits);
  if (tree) {
    for (const XmlElement* paragraph : Children(tree->root(), "p")) {
      article.body += Words(paragraph) + "\n\n";
    }
    TakeText(Words(Child(tree->root(), "title")), &article.title);
  }
  return article;
}

// Articles are items with a text; they may stand within pages.
void CollectDidl(const XmlElement* parent, std::vector<const XmlElement*>* found) {
  for (const XmlElement* item : Children(parent, "Item")) {
    const bool has_inner = Child(item, "Item") != nullptr;
    if (!has_inner && !TextFileOf(item).empty()) {
      found->push_back(item);
    } else {
      CollectDidl(item, found);
    }
  }
}

// The values of an attribute all through a document, without parsing it.
std::vector<std::string> ValuesOf(std::string_view bytes, std::string_view attribute,
                                  std::string_view ending) {
  constexpr std::size_t kMost = 10'000;
  std::vector<std::string> values;
  for (std::size_t at = bytes.find(attribute);
       at != std::string_view::npos && values.size() < kMost; at = bytes.find(attribute, at + 1)) {
    const std::size_t begin = at + attribute.size();
    const std::string_view value = bytes.substr(begin, bytes.find('"', begin) - begin);
    if (!value.ends_with(ending) || value.size() > 1000) continue;
    if (std::ranges::find(values, value) == values.end()) values.emplace_back(value);
  }
  return values;
}

}  // namespace

int SniffMets(const Head& head) { return SniffXml(head.bytes).name == "mets" ? 95 : 0; }

std::vector<std::string> PartsOfMets(std::string_view bytes) {
  return ValuesOf(bytes, "href=\"", ".xml");
}

void ReadMets(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  Record alone = record;
  alone.context.clear();  // It holds the pages, not what precedes the document.
  const XmlRecord read = ReadXml(alone, options, problems);
  if (read.item == nullptr) return;
  Issue issue(record, options, read.item);
  issue.Read(articles);
  if (articles->empty()) {
    problems->push_back(
        {Reason::kUnsupportedFormat, {}, "it describes no articles, only where the files are"});
  } else if (!issue.has_pages()) {
    problems->push_back({Reason::kPartlyRead,
                         {},
                         "the pages of the issue are not beside it, so that its articles have "
                         "titles only; put the ALTO files into its folder"});
  }
}

int SniffDidl(const Head& head) { return SniffXml(head.bytes).name == "DIDL" ? 95 : 0; }

int SniffDidlText(const Head& head) {
  const bool has_title = head.bytes.find("<title") != std::string_view::npos;
  return has_title && SniffXml(head.bytes).name == "text" ? 40 : 0;
}

std::vector<std::string> PartsOfDidl(std::string_view bytes) {
  std::vector<std::string> names = ValuesOf(bytes, "filename=\"", "_articletext.xml");
  std::ranges::move(ValuesOf(bytes, "ref=\"", "_articletext.xml"), std::back_inserter(names));
  return names;
}

void ReadDidl(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  Record alone = record;
  alone.context.clear();
  const XmlRecord read = ReadXml(alone, options, problems);
  if (read.item == nullptr) return;
  std::map<std::string, std::string> texts;
  for (const Part& part : UnpackParts(record.context)) {
    texts.try_emplace(std::string(FileName(part.name)),
                      DecodeText(part.bytes, DeclaredXmlCharset(part.bytes)).text);
  }
  std::vector<const XmlElement*> items;
  CollectDidl(read.item, &items);
  for (const XmlElement* item : items) {
    articles->push_back(ReadDidlItem(Child(read.item, "Item"), item, texts, options));
  }
  if (articles->empty()) {
    problems->push_back({Reason::kUnsupportedFormat, {}, "it names no texts of articles"});
  } else if (texts.empty()) {
    problems->push_back({Reason::kPartlyRead,
                         {},
                         "the texts of the issue are not beside it, so that its articles have "
                         "titles only; put the files *_articletext.xml into its folder"});
  }
}

}  // namespace backfile
