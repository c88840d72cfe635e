// The tree of components is walked down to where it forks into languages; each branch is an article
// with the metadata of all components above it, the nearest first.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/newsml12.h"

#include <algorithm>
#include <array>
#include <set>

#include "article/text.h"
#include "formats/fields.h"
#include "formats/nitf.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string_view FormalName(const XmlElement* element) {
  return Trim(Attribute(element, "FormalName"));
}

// What a component is there for.
enum class Role { kMain, kUnknown, kCaption, kOther };
Role RoleOf(const XmlElement* component) {
  const std::string role = FoldForCompare(FormalName(Child(component, "Role")));
  if (role.empty()) return Role::kUnknown;
  for (const char* main : {"main", "body", "article", "main text", "story", "text"}) {
    if (role == main) return Role::kMain;
  }
  if (Contains(role, "caption")) return Role::kCaption;
  for (const char* other :
       {"stylesheet", "headline", "logo", "thumbnail", "quicklook", "preview", "icon", "photo",
        "picture", "image", "contact", "video", "audio", "graphic", "related", "signature"}) {
    if (Contains(role, other)) return Role::kOther;
  }
  return Role::kUnknown;
}

bool IsText(const XmlElement* content_item) {
  const std::string_view media = FormalName(Child(content_item, "MediaType"));
  const std::string_view mime = FormalName(Child(content_item, "MimeType"));
  const std::string_view format = FormalName(Child(content_item, "Format"));
  if (!media.empty() && !Contains(FoldForCompare(media), "text")) return false;
  if (Contains(mime, "css") || Contains(mime, "image/") || format == "CSS") return false;
  return Child(content_item, "DataContent") != nullptr &&
         Child(content_item, "Encoding") == nullptr;
}

struct Content {
  const XmlElement* item = nullptr;
  Role role = Role::kUnknown;
};

// The texts below a component with the role of the nearest component that has one.
void CollectContent(const XmlElement* component, Role inherited, std::vector<Content>* found) {
  const Role own = RoleOf(component);
  const Role role = own == Role::kUnknown ? inherited : own;
  for (const XmlElement* child : ChildElements(component)) {
    if (LocalName(child) == "NewsComponent") CollectContent(child, role, found);
    if (LocalName(child) == "ContentItem" && IsText(child)) found->push_back({child, role});
  }
}
std::vector<Content> ContentOf(const XmlElement* component) {
  std::vector<Content> found;
  CollectContent(component, Role::kUnknown, &found);
  return found;
}

std::string LanguageOf(const XmlElement* component) {
  std::string_view tag = FormalName(Path(component, {"DescriptiveMetadata", "Language"}));
  if (tag.empty()) tag = Attribute(component, "lang");
  if (tag.empty()) tag = Attribute(Path(component, {"NewsLines", "HeadLine"}), "lang");
  return FoldForCompare(tag);
}

bool HasText(const XmlElement* component) {
  return std::ranges::any_of(ContentOf(component), [](const Content& content) {
    return content.role == Role::kMain || content.role == Role::kUnknown;
  });
}

// The components that are an article each.
void CollectArticles(const XmlElement* component, std::vector<const XmlElement*>* found) {
  std::vector<const XmlElement*> texts = Children(component, "NewsComponent");
  std::erase_if(texts, [](const XmlElement* child) { return !HasText(child); });
  std::set<std::string> languages;
  for (const XmlElement* text : texts) languages.insert(LanguageOf(text));
  const bool forks = texts.size() > 1 && languages.size() == texts.size();
  const bool is_choice = Attribute(component, "EquivalentsList") == "yes" && !texts.empty();
  if (texts.size() == 1 || forks) {
    for (const XmlElement* text : texts) CollectArticles(text, found);
  } else {
    found->push_back(is_choice ? texts.front() : component);
  }
}

class ComponentReader {
 public:
  ComponentReader(const XmlElement* item, const XmlElement* component, Article* article)
      : item_(item), component_(component), article_(article) {
    for (const XmlElement* at = component; at != nullptr && at != item; at = ParentElement(at)) {
      chain_.push_back(at);
    }
  }

  void Read() {
    TakeLanguages();
    TakeLines();
    TakeParties();
    TakeSubjects();
    TakeContent();
    TakeManagement();
  }

 private:
  void TakeLanguages() {
    for (const XmlElement* at : chain_) {
      TakeLanguage(FormalName(Path(at, {"DescriptiveMetadata", "Language"})), article_);
      TakeLanguage(Attribute(at, "lang"), article_);
    }
    TakeLanguage(Inherited(item_, "lang"), article_);
  }

  // Of the component itself, then below it, then above it.
  std::string Line(std::string_view name) const {
    for (const XmlElement* line : AllBelow(component_, name)) {
      const std::string words = Squeeze(TextOfMarkup(RawText(line)));
      if (!words.empty()) return words;
    }
    for (const XmlElement* at : chain_) {
      const std::string words = Words(Path(at, {"NewsLines", name}));
      if (!words.empty()) return words;
    }
    return "";
  }

  void TakeLines() {
    TakeText(Line("HeadLine"), &article_->title);
    TakeText(Line("SubHeadLine"), &article_->subtitle);
    TakeByline(Line("ByLine"), article_);
    AddExtra("slugline", Line("SlugLine"), article_);
    AddExtra("dateline", Line("DateLine"), article_);
    for (const std::string& keyword : SplitList(Line("KeywordLine"), ",;")) {
      AddToExtra("keywords", keyword, article_);
    }
    AddExtra("rights", Line("UsageType"), article_);
  }

  void TakeParties() {
    for (const char* kind : {"Provider", "Source"}) {
      for (const XmlElement* at : chain_) {
        TakeSource(FormalName(Path(at, {"AdministrativeMetadata", kind, "Party"})), article_);
      }
    }
    TakeSource(Words(Path(item_, {"Identification", "NewsIdentifier", "ProviderId"})), article_);
    for (const XmlElement* at : chain_) {
      const XmlElement* creator = Path(at, {"AdministrativeMetadata", "Creator", "Party"});
      const std::string_view name = FormalName(creator);
      if (name.find(' ') != std::string_view::npos && name != article_->source) {
        TakeByline(name, article_);
      }
    }
  }

  void TakeSubjects() {
    for (const XmlElement* at : chain_) {
      const XmlElement* described = Child(at, "DescriptiveMetadata");
      for (const XmlElement* code : AllBelow(described, "SubjectCode")) {
        for (const XmlElement* level : ChildElements(code)) TakeSubject(FormalName(level));
      }
      for (const XmlElement* genre : Children(described, "Genre")) {
        AddToExtra("genre", FormalName(genre), article_);
      }
      TakeProperties(described);
      for (const XmlElement* location : AllBelow(described, "Location")) TakeProperties(location);
      for (const XmlElement* metadata : Children(at, "Metadata")) TakeProperties(metadata);
    }
  }

  void TakeProperties(const XmlElement* parent) {
    for (const XmlElement* property : Children(parent, "Property")) {
      const std::string_view name = FormalName(property);
      const std::string_view value = Trim(Attribute(property, "Value"));
      const bool is_place = name == "City" || name == "Country" || name == "CountryName" ||
                            name == "Region" || name == "State";
      if (is_place && !value.empty()) article_->places.emplace_back(value);
      if (Contains(name, "Keyword")) AddToExtra("keywords", value, article_);
    }
  }

  // A code by the name that the item's own topics give it in the article's language.
  void TakeSubject(std::string_view code) {
    std::string label;
    for (const XmlElement* topic : AllBelow(item_, "Topic")) {
      if (Words(Child(topic, "FormalName")) != code) continue;
      for (const XmlElement* description : Children(topic, "Description")) {
        const std::string_view language = Attribute(description, "lang");
        const bool is_ours = language.empty() || article_->language.starts_with(language);
        const std::string_view variant = Attribute(description, "Variant");
        if (is_ours && (variant.empty() || variant == "Name")) TakeText(Words(description), &label);
      }
    }
    AddSubject(label, code, article_);
  }

  void TakeContent() {
    const std::vector<Content> all = ContentOf(component_);
    const bool has_main = std::ranges::find(all, Role::kMain, &Content::role) != all.end();
    for (const Content& content : all) {
      Article inner;
      const bool is_body = has_main ? content.role == Role::kMain : content.role == Role::kUnknown;
      if (!is_body && content.role != Role::kCaption) continue;
      TakeData(Child(content.item, "DataContent"), &inner);
      if (content.role == Role::kCaption) {
        article_->captions.push_back(inner.body);
      } else {
        Append(&inner);
      }
    }
  }

  static void TakeData(const XmlElement* data, Article* inner) {
    const XmlElement* nitf = Child(data, "nitf");
    const XmlElement* page = FirstBelow(data, "body");
    if (nitf != nullptr) {
      TakeNitf(nitf, inner);
    } else if (HasElements(data)) {
      FlowedText text = FlowText(page != nullptr ? page : data);
      inner->body = std::move(text.body);
      inner->captions = std::move(text.captions);
    } else {
      inner->body = TextOfMarkup(RawText(data), &inner->captions);
    }
  }

  void Append(Article* inner) {
    const auto move = [](auto* from, auto* to) {
      std::ranges::move(*from, std::back_inserter(*to));
    };
    article_->body += (article_->body.empty() ? "" : "\n\n") + inner->body;
    TakeText(inner->title, &article_->title);
    if (article_->byline.empty()) article_->byline = inner->byline;
    move(&inner->captions, &article_->captions);
    move(&inner->people, &article_->people);
    move(&inner->places, &article_->places);
    move(&inner->organisations, &article_->organisations);
    move(&inner->subjects, &article_->subjects);
    TakePublishedOf(*inner);
  }
  void TakePublishedOf(const Article& inner) {
    if (Path(item_, {"NewsManagement", "FirstCreated"}) != nullptr) return;
    if (!inner.published || article_->published) return;
    article_->published = inner.published;
    article_->published_basis = inner.published_basis;
  }

  void TakeManagement() {
    const XmlElement* management = Child(item_, "NewsManagement");
    const XmlElement* identification = Child(item_, "Identification");
    TakeText(Words(Child(identification, "NameLabel")), &article_->title);
    const std::string first = Words(Child(management, "FirstCreated"));
    const std::string revised = Words(Child(management, "ThisRevisionCreated"));
    TakePublished(first, article_);
    const bool was_created = article_->published.has_value();
    TakePublished(revised, article_);
    if (was_created) TakeDate(revised, "date of change", &article_->modified, article_);
    if (article_->modified == article_->published) article_->modified.reset();
    TakePublished(Words(Path(identification, {"NewsIdentifier", "DateId"})), article_);
    TakeStatus(management);
    TakeIdentity(Child(identification, "NewsIdentifier"));
    AddExtra("urgency", FormalName(Child(management, "Urgency")), article_);
  }

  void TakeStatus(const XmlElement* management) {
    article_->status = StatusOf(FormalName(Child(management, "Status")));
    const XmlElement* change = Child(management, "StatusWillChange");
    const bool is_released = StatusOf(FormalName(Child(change, "FutureStatus"))) == Status::kUsable;
    if (article_->status == Status::kEmbargoed && is_released) {
      TakeDate(Words(Child(change, "DateAndTime")), "end of the embargo", &article_->embargo_until,
               article_);
    }
    for (const XmlElement* instruction : Children(management, "Instruction")) {
      if (Contains(FormalName(instruction), "orrect")) article_->correction = "correction";
    }
  }

  // The public identifier without its revision is what the revisions have in common.
  void TakeIdentity(const XmlElement* identifier) {
    const XmlElement* revision = Child(identifier, "RevisionId");
    std::string id = Words(Child(identifier, "PublicIdentifier"));
    article_->version = Words(revision);
    const std::size_t last = id.rfind(':');
    const bool ends_in_revision = last != std::string::npos && !article_->version.empty() &&
                                  id.substr(last + 1).starts_with(article_->version);
    if (ends_in_revision) id.resize(last);
    if (id.empty()) id = Words(Child(identifier, "NewsItemId"));
    article_->external_id = id;
    article_->story = id;
    if (article_->correction.empty() && Attribute(revision, "Update") == "U") {
      article_->correction = "update";
    }
  }

  const XmlElement* item_;
  const XmlElement* component_;
  Article* article_;
  std::vector<const XmlElement*> chain_;  // The component and those around it.
};

// Items may stand within components of other items; each is read by itself.
void CollectItems(const XmlElement* item, std::vector<const XmlElement*>* items) {
  const std::vector<const XmlElement*> inner = AllBelow(item, "NewsItem");
  for (const XmlElement* one : inner) CollectItems(one, items);
  if (inner.empty()) items->push_back(item);
}

}  // namespace

int SniffNewsml12(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  if (root.name != "NewsML") return 0;
  return root.is_behind_junk ? 60 : 95;
}

std::unique_ptr<Splitter> SplitNewsml12(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits,
                  {.items = {"NewsItem"},
                   .nests = true,
                   .not_context = {"TopicSet", "Catalog", "NewsProduct"},
                   .if_none = "there is no news item in it"});
}

void ReadNewsml12(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  std::vector<const XmlElement*> items;
  CollectItems(read.item, &items);
  for (const XmlElement* item : items) {
    std::vector<const XmlElement*> components;
    for (const XmlElement* top : Children(item, "NewsComponent")) {
      CollectArticles(top, &components);
    }
    for (const XmlElement* component : components) {
      Article article;
      ComponentReader(item, component, &article).Read();
      TakePublished(Words(Path(read.root, {"NewsEnvelope", "DateAndTime"})), &article);
      // Of one identifier in several languages each needs one of its own.
      if (components.size() > 1) article.external_id += ":" + article.language;
      articles->push_back(std::move(article));
    }
  }
}

}  // namespace backfile
