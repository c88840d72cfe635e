// A news item: itemMeta about its management, contentMeta about its content, contentSet with the
// renditions of it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/newsml_g2.h"

#include <algorithm>
#include <array>
#include <map>

#include "article/text.h"
#include "formats/fields.h"
#include "formats/nitf.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

// "stat:usable" -> "usable"
std::string_view CodeOf(std::string_view qcode) { return Trim(qcode.substr(qcode.rfind(':') + 1)); }

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Of several names the one in the item's language, and rather a full one than a short code.
std::string NameOf(const XmlElement* concept_element, std::string_view language) {
  std::string best;
  int best_rank = -1;
  for (const XmlElement* name : Children(concept_element, "name")) {
    const std::string words = Words(name);
    const std::string_view role = CodeOf(Attribute(name, "role"));
    const std::string_view tag = Attribute(name, "lang");
    const bool is_short = role == "short" || role == "mnemonic";
    const bool is_ours = tag.empty() || language.substr(0, 2) == tag.substr(0, 2);
    const int rank = (is_short ? 0 : 2) + (is_ours ? 1 : 0);
    if (words.empty() || rank <= best_rank) continue;
    best = words;
    best_rank = rank;
  }
  return best;
}

// A party or concept by its name, its literal, or the last part of its code.
std::string LabelOf(const XmlElement* element, std::string_view language) {
  std::string name = NameOf(element, language);
  if (name.empty()) name = Trim(Attribute(element, "literal"));
  return name;
}

// "http://www.acmenews.com/about/" -> "acmenews.com"
std::string_view HostOf(std::string_view uri) {
  const std::size_t begin = uri.find("://");
  if (begin == std::string_view::npos) return {};
  uri = uri.substr(begin + 3);
  uri = uri.substr(0, uri.find('/'));
  return uri.starts_with("www.") ? uri.substr(4) : uri;
}

class ItemReader {
 public:
  ItemReader(const XmlElement* root, const XmlElement* item, Article* article)
      : root_(root),
        item_(item),
        meta_(Child(item, "itemMeta")),
        content_(Child(item, "contentMeta")),
        article_(article) {
    TakeLanguage(Attribute(Child(content_, "language"), "tag"), article_);
    TakeLanguage(Inherited(item_, "lang"), article_);
    for (const XmlElement* assertion : Children(item_, "assert")) {
      asserted_.emplace(Attribute(assertion, "qcode"), assertion);
    }
  }

  void Read() {
    TakeText(Attribute(item_, "guid"), &article_->external_id);
    TakeText(article_->external_id, &article_->story);
    TakeText(Attribute(item_, "version"), &article_->version);
    TakeHeadlines();
    TakeWriters();
    TakeSources();
    TakeDates();
    TakeManagement();
    for (const XmlElement* subject : Children(content_, "subject")) TakeSubject(subject);
    for (const XmlElement* located : Children(content_, "located")) TakePlace(located);
    TakeContent();
    TakeRest();
  }

 private:
  std::string_view language() const { return article_->language; }

  // Without a role or with that of the main one, in the item's language if there are several.
  void TakeHeadlines() {
    int best_rank = -1;
    for (const XmlElement* headline : Children(content_, "headline")) {
      const std::string words = Words(headline);
      const std::string_view role = CodeOf(Attribute(headline, "role"));
      if (words.empty()) continue;
      if (Contains(role, "sub") || Contains(role, "Sub")) {
        subheadline_ = words;
        continue;
      }
      const std::string_view tag = Attribute(headline, "lang");
      const bool is_ours = tag.empty() || language().substr(0, 2) == tag.substr(0, 2);
      const bool is_main = role.empty() || role.starts_with("main");
      const int rank = (is_ours ? 2 : 0) + (is_main ? 1 : 0);
      if (rank <= best_rank) continue;
      article_->title = words;
      best_rank = rank;
    }
    if (subheadline_ != article_->title) TakeText(subheadline_, &article_->subtitle);
  }

  // Only who is named like a person: agencies sign as creators, too, and so do their computers.
  void TakeWriters() {
    for (const XmlElement* by : Children(content_, "by")) {
      std::ranges::move(SplitByline(Words(by)), std::back_inserter(article_->byline));
    }
    if (!article_->byline.empty()) return;
    for (const XmlElement* creator : Children(content_, "creator")) {
      const std::string name = NameOf(creator, language());
      const bool is_organisation = Contains(Attribute(creator, "type"), "organi");
      const bool is_source = Contains(Attribute(creator, "role"), "ource") ||
                             name == NameOf(Child(meta_, "provider"), language());
      if (name.find(' ') == std::string::npos || is_organisation || is_source) continue;
      article_->byline.push_back(name);
    }
  }

  void TakeSources() {
    std::vector<std::string> candidates;
    const XmlElement* provider = Child(meta_, "provider");
    candidates.push_back(LabelOf(provider, language()));
    for (const XmlElement* source : Children(content_, "infoSource")) {
      candidates.push_back(LabelOf(source, language()));
    }
    candidates.push_back(Words(Child(content_, "creditline")));
    candidates.emplace_back(CodeOf(Attribute(provider, "qcode")));
    const XmlElement* holder = Path(item_, {"rightsInfo", "copyrightHolder"});
    candidates.push_back(LabelOf(holder, language()));
    candidates.emplace_back(HostOf(Attribute(provider, "uri")));
    candidates.push_back(Words(Path(root_, {"header", "sender"})));
    // A name says more than the address that some providers have for one ("reuters.com").
    const auto is_name = [](const std::string& s) { return !s.empty() && !Contains(s, "."); };
    const auto name = std::ranges::find_if(candidates, is_name);
    if (name != candidates.end()) TakeSource(*name, article_);
    for (const std::string& candidate : candidates) TakeSource(candidate, article_);
  }

  void TakeDates() {
    const XmlElement* created = Child(meta_, "firstCreated");
    const XmlElement* changed = Child(meta_, "versionCreated");
    TakePublished(Words(created), article_);
    TakePublished(Words(Child(content_, "contentCreated")), article_);
    const bool was_created = article_->published.has_value();
    TakePublished(Words(changed), article_);
    if (was_created) TakeDate(Words(changed), "date of change", &article_->modified, article_);
    TakeDate(Words(Child(content_, "contentModified")), "date of change", &article_->modified,
             article_);
    if (article_->modified == article_->published) article_->modified.reset();
    for (const char* header : {"header", "Header"}) {
      TakePublished(FirstWords({Path(root_, {header, "sent"}), Path(root_, {header, "Sent"})}),
                    article_);
    }
    TakeDate(Words(Child(meta_, "embargoed")), "end of the embargo", &article_->embargo_until,
             article_);
  }

  void TakeManagement() {
    article_->status = StatusOf(Attribute(Child(meta_, "pubStatus"), "qcode"));
    bool is_corrected = false;
    bool is_updated = false;
    for (const XmlElement* signal : Children(meta_, "signal")) {
      const std::string_view qcode = Trim(Attribute(signal, "qcode"));
      is_corrected |= Contains(qcode, "correct") || qcode == "edStat:C";
      is_updated |=
          CodeOf(qcode) == "update" || qcode == "edStat:U" || qcode.starts_with("update:");
      if (qcode == "edStat:D") article_->status = Status::kCanceled;
    }
    std::string note;
    for (const XmlElement* ed_note : Children(meta_, "edNote")) TakeNote(ed_note, &note);
    const bool tells_change = TellsChange(note);
    is_corrected |= tells_change && (note[0] == 'C' || note[0] == 'c');
    if (is_corrected || is_updated) article_->correction = is_corrected ? "correction" : "update";
    if (is_corrected && !note.empty()) article_->correction = note;
    if (tells_change) article_->correction = note;
    if (article_->correction != note) AddExtra("note", note, article_);
  }

  // "Corrects spelling of name", "Updates the previous version", "ADDS statement".
  static bool TellsChange(std::string_view note) {
    constexpr std::array<std::string_view, 9> kWords = {
        "correct", "update", "adds", "add ", "amend", "rewrite", "recast", "replac", "change"};
    const std::string first = FoldForCompare(note.substr(0, 12));
    return std::ranges::any_of(kWords,
                               [&](std::string_view word) { return first.starts_with(word); });
  }

  // Notes to the desk only, and those that say where to find pictures, are not for readers.
  static void TakeNote(const XmlElement* ed_note, std::string* note) {
    const std::string_view role = Attribute(ed_note, "role");
    const bool is_public =
        !Contains(Attribute(ed_note, "pubconstraint"), "nonpublic") && !Contains(role, "private");
    const bool is_plain = role.empty() || Contains(role, "correct") || Contains(role, "update");
    if (is_public && is_plain && !HasElements(ed_note)) TakeText(Words(ed_note), note);
  }

  std::string_view TypeOf(const XmlElement* subject, const XmlElement* assertion) const {
    for (const XmlElement* element : {subject, assertion}) {
      for (const std::string_view type :
           {Attribute(element, "type"), Attribute(Child(element, "type"), "qcode")}) {
        if (!type.empty()) return CodeOf(type);
      }
    }
    return {};
  }

  void TakeSubject(const XmlElement* subject) {
    const std::string_view qcode = Trim(Attribute(subject, "qcode"));
    const auto found = asserted_.find(qcode);
    const XmlElement* assertion = found == asserted_.end() ? nullptr : found->second;
    std::string label = NameOf(subject, language());
    if (label.empty()) label = NameOf(assertion, language());
    if (label.empty()) label = Trim(Attribute(subject, "literal"));
    const std::string_view type = TypeOf(subject, assertion);
    if (type == "person" && !label.empty()) {
      AddPerson(label, "", article_);
    } else if ((type == "organisation" || type == "organization") && !label.empty()) {
      article_->organisations.push_back(label);
    } else if ((type == "geoArea" || type == "poi") && !label.empty()) {
      article_->places.push_back(label);
    } else if (label.empty() && (type == "geoArea" || type == "poi" || type == "person")) {
      AddToExtra("subject_codes", qcode, article_);
    } else {
      AddSubject(label, qcode, article_);
    }
  }

  void TakePlace(const XmlElement* located) {
    const std::string name = NameOf(located, language());
    if (!name.empty()) article_->places.push_back(name);
  }

  // The longest rendition: the same text in a shorter one is an extract.
  void TakeContent() {
    std::string best;
    const bool is_fragment = LocalName(item_) == "contentSet";
    for (const XmlElement* rendition :
         ChildElements(is_fragment ? item_ : Child(item_, "contentSet"))) {
      const XmlElement* nitf = Child(rendition, "nitf");
      Article inner;
      if (nitf != nullptr) {
        TakeNitf(nitf, &inner);
        Adopt(&inner);
      } else if (HasElements(rendition)) {
        TakeMarkup(rendition, &inner);
      } else if (LocalName(rendition) != "remoteContent" &&
                 Attribute(rendition, "encoding").empty()) {
        inner.body = TextOfMarkup(RawText(rendition));
      }
      if (inner.body.size() > best.size()) {
        best = std::move(inner.body);
        article_->captions = std::move(inner.captions);
      }
    }
    article_->body = best;
  }

  static void TakeMarkup(const XmlElement* rendition, Article* inner) {
    if (Contains(Attribute(rendition, "contenttype"), "sportsml")) return;
    // A page's header and footer repeat what the metadata say.
    constexpr std::array kRules = {FlowRule{"header", Flow::kSkip},
                                   FlowRule{"footer", Flow::kSkip}};
    const XmlElement* body = FirstBelow(rendition, "body");
    if (body == nullptr) body = rendition;
    FlowedText text = FlowText(body, kRules);
    if (text.body.empty()) text = FlowText(body);
    inner->body = std::move(text.body);
    inner->captions = std::move(text.captions);
  }

  // What the NITF says and the item does not.
  void Adopt(Article* inner) {
    TakeText(inner->title, &article_->title);
    if (inner->subtitle != article_->title) TakeText(inner->subtitle, &article_->subtitle);
    if (article_->byline.empty()) article_->byline = std::move(inner->byline);
    TakeSource(inner->source, article_);
    if (!article_->published && inner->published) {
      article_->published = inner->published;
      article_->published_basis = inner->published_basis;
    }
    TakeText(inner->section, &article_->section);
    TakeLanguage(inner->language, article_);
    const auto move = [](auto* from, auto* to) {
      std::ranges::move(*from, std::back_inserter(*to));
    };
    move(&inner->people, &article_->people);
    move(&inner->places, &article_->places);
    move(&inner->organisations, &article_->organisations);
    move(&inner->subjects, &article_->subjects);
  }

  void TakeRest() {
    const std::string slugline = Words(Child(content_, "slugline"));
    TakeText(Words(Child(meta_, "title")), &article_->title);
    if (article_->body.empty() || article_->title.empty()) TakeText(slugline, &article_->title);
    AddExtra("slugline", slugline, article_);
    AddExtra("dateline", Words(Child(content_, "dateline")), article_);
    AddExtra("urgency", Words(Child(content_, "urgency")), article_);
    for (const XmlElement* description : Children(content_, "description")) {
      const std::string words = Words(description);
      const bool is_caption = Contains(Attribute(description, "role"), "caption");
      if (article_->body.empty() && !is_caption) TakeText(words, &article_->body);
      if (!is_caption) AddAbstract(words, article_);
    }
    for (const XmlElement* keyword : Children(content_, "keyword")) {
      AddToExtra("keywords", Words(keyword), article_);
    }
    for (const XmlElement* genre : Children(content_, "genre")) {
      AddToExtra("genre", LabelOf(genre, language()), article_);
    }
    AddExtra("rights", Words(Path(item_, {"rightsInfo", "usageTerms"})), article_);
  }

  const XmlElement* root_;
  const XmlElement* item_;
  const XmlElement* meta_;
  const XmlElement* content_;
  Article* article_;
  std::string subheadline_;
  std::map<std::string_view, const XmlElement*> asserted_;
};

// Pictures, sound and film have no text of their own; a text item without any may be an alert that
// is all headline.
bool MayHoldText(std::string_view item) {
  if (Contains(item, "inlineXML") || Contains(item, "inlineData")) return true;
  const std::size_t at = item.find("itemClass");
  if (at == std::string_view::npos) return true;
  const std::string_view tag = item.substr(at, item.find('>', at) - at);
  return std::ranges::none_of(
      std::array{"picture", "video", "audio", "graphic", "animation", "composite"},
      [&](std::string_view kind) { return Contains(tag, kind); });
}

}  // namespace

int SniffNewsmlG2(const Head& head) {
  constexpr std::array<std::string_view, 9> kRoots = {
      "newsMessage",  "newsItem", "packageItem", "conceptItem", "knowledgeItem",
      "planningItem", "itemSet",  "contentSet",  "contentMeta"};
  const XmlRoot root = SniffXml(head.bytes);
  const bool is_known = std::ranges::find(kRoots, root.name) != kRoots.end();
  if (!is_known && !Contains(root.tag, "iptc.org/std/nar/")) return 0;
  return root.is_behind_junk ? 60 : 95;
}

std::unique_ptr<Splitter> SplitNewsmlG2(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits,
                  {.items = {"newsItem", "contentSet"},
                   .not_context = {"packageItem", "conceptItem", "knowledgeItem", "planningItem",
                                   "catalogRef", "destination"},
                   .is_wanted = MayHoldText,
                   .if_none = "it holds no news item with a text: packages, concepts, plans and "
                              "pictures are not read",
                   .none_is = Reason::kUnsupportedFormat});
}

void ReadNewsmlG2(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article article;
  ItemReader(read.root, read.item, &article).Read();
  articles->push_back(std::move(article));
}

}  // namespace backfile
