// Fields one after the other, in the order of VisitFields.
//
// One function says which fields there are; writing and reading are two visitors of it, so that
// they cannot disagree. A new field goes to the end of a Visit function and raises kVersion.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/stored_article.h"

#include <type_traits>

#include "article/bytes.h"
#include "article/problem.h"

namespace backfile {

namespace {

constexpr char kVersion = 2;
constexpr char kWithoutOtherForms = 1;  // Still read.

class Writer {
 public:
  explicit Writer(std::string* out) : out_(out) {}
  static constexpr char version() { return kVersion; }

  void operator()(const std::string& text) { out_.Text(text); }
  void operator()(const std::optional<std::int64_t>& number) {
    out_.Number(number ? 1 : 0);
    if (number) out_.Signed(*number);
  }
  void operator()(const PartialDate& date) {
    out_.Number(static_cast<std::uint64_t>(date.precision()) | (date.offset() ? 8U : 0U));
    out_.Signed(date.wall().time_since_epoch().count());
    if (date.offset()) out_.Signed(date.offset()->count());
  }
  void operator()(const std::optional<PartialDate>& date) {
    out_.Number(date ? 1 : 0);
    if (date) (*this)(*date);
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void operator()(Enum value) { out_.Number(static_cast<std::uint64_t>(value)); }
  template <class T>
  void operator()(const std::vector<T>& list) {
    out_.Sequence(list, [&](const T& one) { Visit(one, *this); });
  }

 private:
  ByteWriter out_;
};

class Reader {
 public:
  Reader(std::string_view bytes, char version) : in_(bytes), version_(version) {}
  char version() const { return version_; }
  bool ok() const { return ok_ && in_.ok() && in_.at_end(); }

  void operator()(std::string& text) { text = in_.Text(); }
  void operator()(std::optional<std::int64_t>& number) {
    if (in_.Number() != 0) number = in_.Signed();
  }
  void operator()(PartialDate& date) { date = ReadDate(); }
  void operator()(std::optional<PartialDate>& date) {
    if (in_.Number() != 0) date = ReadDate();
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void operator()(Enum& value) {
    const std::uint64_t number = in_.Number();
    ok_ = ok_ && number <= static_cast<std::uint64_t>(Last(value));
    value = static_cast<Enum>(number);
  }
  template <class T>
  void operator()(std::vector<T>& list) {
    for (std::size_t n = in_.Count(); n > 0 && in_.ok(); --n) {
      T one = Blank<T>();
      Visit(one, *this);
      list.push_back(std::move(one));
    }
  }

 private:
  static DateBasis Last(DateBasis) { return DateBasis::kHand; }
  static Basis Last(Basis) { return Basis::kText; }
  static Speech Last(Speech) { return Speech::kReported; }
  static Status Last(Status) { return Status::kCanceled; }
  template <class T>
  static T Blank() {
    if constexpr (std::is_same_v<T, Event>) {
      return {PartialDate::Year(std::chrono::year(0)), PartialDate::Year(std::chrono::year(0)), ""};
    } else {
      return T();
    }
  }
  PartialDate ReadDate() {
    // The years 0 to 9999 in seconds: beyond them a date cannot be printed.
    constexpr std::int64_t kFirst = -62'167'219'200;
    constexpr std::int64_t kLast = 253'402'300'799;
    const std::uint64_t form = in_.Number();
    const std::int64_t seconds = in_.Signed();
    PartialDate::Offset offset;
    if ((form & 8) != 0) offset = std::chrono::minutes(in_.Signed() % 1440);
    ok_ = ok_ && (form & 7) <= static_cast<std::uint64_t>(Precision::kSecond) &&
          seconds >= kFirst && seconds <= kLast;
    if (!ok_) return PartialDate::Year(std::chrono::year(0));
    return PartialDate::Wall(std::chrono::local_seconds(std::chrono::seconds(seconds)),
                             static_cast<Precision>(form & 7), offset);
  }

  ByteReader in_;
  char version_;
  bool ok_ = true;
};

// Visit(value, visitor) for each kind of element of a list.
template <class Visitor>
void Visit(
    std::conditional_t<std::is_same_v<Visitor, Writer>, const std::string, std::string>& text,
    Visitor& visit) {
  visit(text);
}
template <class T, class Visitor>
requires std::is_same_v<std::remove_const_t<T>, Person>
void Visit(T& person, Visitor& visit) {
  visit(person.name);
  visit(person.role);
  visit(person.mentions);
  visit(person.basis);
}
template <class T, class Visitor>
requires std::is_same_v<std::remove_const_t<T>, Quote>
void Visit(T& quote, Visitor& visit) {
  visit(quote.text);
  visit(quote.speaker);
  visit(quote.speech);
}
template <class T, class Visitor>
requires std::is_same_v<std::remove_const_t<T>, Acronym>
void Visit(T& acronym, Visitor& visit) {
  visit(acronym.short_form);
  visit(acronym.long_form);
}
template <class T, class Visitor>
requires std::is_same_v<std::remove_const_t<T>, Event>
void Visit(T& event, Visitor& visit) {
  visit(event.from);
  visit(event.to);
  visit(event.as_written);
}
template <class T, class Visitor>
requires std::is_same_v<std::remove_const_t<T>, std::pair<std::string, std::string>>
void Visit(T& extra, Visitor& visit) {
  visit(extra.first);
  visit(extra.second);
}

template <class T, class Visitor>
void VisitFields(T& a, Visitor& visit) {
  visit(a.id), visit(a.external_id), visit(a.format);
  visit(a.locator.archive), visit(a.locator.members);
  visit(a.locator.offset), visit(a.locator.length);
  visit(a.title), visit(a.subtitle), visit(a.body), visit(a.captions), visit(a.byline);
  visit(a.source), visit(a.source_basis);
  visit(a.published), visit(a.published_basis), visit(a.modified);
  visit(a.embargo_until), visit(a.captured);
  visit(a.story), visit(a.version), visit(a.status), visit(a.correction);
  visit(a.language), visit(a.section), visit(a.subjects);
  visit(a.people), visit(a.organisations), visit(a.places);
  visit(a.acronyms), visit(a.quotes), visit(a.events), visit(a.url);
  visit(a.notes), visit(a.extras);
  if (visit.version() > kWithoutOtherForms) visit(a.other_forms);
}

}  // namespace

std::string StoreArticle(const Article& article) {
  std::string stored(1, kVersion);
  Writer writer(&stored);
  VisitFields(article, writer);
  return stored;
}

Article LoadArticle(std::string_view stored) {
  Article article;
  bool ok = !stored.empty() && stored.front() >= kWithoutOtherForms && stored.front() <= kVersion;
  if (ok) {
    Reader reader(stored.substr(1), stored.front());
    VisitFields(article, reader);
    ok = reader.ok();
  }
  if (!ok) throw Error(ExitCode::kIndex, "a stored article is damaged; run `backfile-index check`");
  return article;
}

}  // namespace backfile
