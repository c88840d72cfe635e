// Reads each sentence for dates, joins ranges, lends years, asks the verbs for the tense.
//
// "Began on June 6" and "will begin on June 6" mean different years: the verb nearest before the
// date decides, else the first one after it. "It began on June 6 and ended on October 17 last year"
// lends the year of its second date to the first. What it gets wrong on purpose: a date counted
// from another date ("two days later") or from the day of somebody's speech is not resolved at all.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/event_date.h"

#include <algorithm>

#include "article/date_phrase.h"
#include "article/text.h"

namespace backfile {

namespace {

using Form = DateMention::Form;
using Pick = DateMention::Pick;
using Range = std::pair<DateMention, std::optional<DateMention>>;

bool IsSmall(const NewsText& text, std::uint32_t i) {
  return text.WordAt(i).letters == Letters::kSmall;
}

// "ended", but not "speed".
bool LooksRegularPast(const NewsText& text, std::uint32_t i) {
  const std::string_view word = text.Text(i);
  return word.size() > 4 && word.ends_with("ed") && !word.ends_with("eed") &&
         !text.Says(i, "hundred") && IsSmall(text, i);
}

bool IsFuture(const NewsText& text, std::uint32_t i) {
  if (text.Says(i, "to")) return i > 0 && text.Is(i - 1, kBeing);  // "is to open".
  if (text.Says(i, "set")) return text.Says(i + 1, "to") || text.Says(i + 1, "for");
  return text.Is(i, kFuture) && !text.IsCapital(i);
}

// What the word i says about the time of what is told; kNearest: nothing.
Pick TenseOf(const NewsText& text, std::uint32_t i, std::uint32_t begin) {
  if (IsFuture(text, i)) return Pick::kFuture;
  const bool counted = i > begin && text.WordAt(i - 1).kind == WordKind::kNumber;
  if (text.Is(i, kOpens) && IsSmall(text, i) && !counted) {
    return i > begin && text.Is(i - 1, kDeterminer | kPreposition) && !text.Says(i - 1, "to")
               ? Pick::kNearest  // "the start", "in return".
               : Pick::kFuture;
  }
  if (!LooksRegularPast(text, i) && !(text.Is(i, kPast) && IsSmall(text, i))) return Pick::kNearest;
  for (std::uint32_t back = 1; back <= 4 && i >= begin + back; ++back) {
    if (IsFuture(text, i - back) || text.Says(i - back, "be")) return Pick::kFuture;
  }
  if (i > begin && (text.Says(i - 1, "is") || text.Says(i - 1, "are"))) return Pick::kNearest;
  return Pick::kPast;
}

// "would", "may": what they say of is not always to come.
bool IsModal(const NewsText& text, std::uint32_t i) {
  return text.Says(i, "would") || text.Says(i, "may") || text.Says(i, "can") ||
         text.Says(i, "could") || text.Says(i, "should") || text.Says(i, "must");
}

Pick TenseAround(const NewsText& text, const Sentence& sentence, const DateMention& mention) {
  constexpr std::uint32_t kReach = 25;
  std::uint32_t stop = mention.first > kReach ? mention.first - kReach : 0;
  stop = std::max(stop, sentence.first);
  const bool weekday = mention.form == Form::kWeekday;
  if (mention.first > stop &&
      (text.Says(mention.first - 1, "to") || text.Says(mention.first - 1, "for")))
    return weekday ? Pick::kFuture : Pick::kNearest;  // "moved the final to July 22".
  for (std::uint32_t i = mention.first; i-- > stop;) {
    if (text.Says(i, ";")) break;
    const Pick tense = TenseOf(text, i, sentence.first);
    if (tense == Pick::kFuture && !weekday && IsModal(text, i)) return Pick::kNearest;
    if (tense != Pick::kNearest) return tense;
  }
  const std::uint32_t end = std::min(sentence.last, mention.last + kReach / 2);
  for (std::uint32_t i = mention.last; i < end; ++i) {
    if (text.Says(i, ";")) break;
    if (const Pick tense = TenseOf(text, i, mention.last); tense != Pick::kNearest) return tense;
  }
  return Pick::kNearest;
}

bool HasOwnYear(const DateMention& mention) { return mention.year != 0 || mention.year_shift; }
bool LacksYear(const DateMention& mention) {
  return (mention.form == Form::kDay || mention.form == Form::kMonth) && !HasOwnYear(mention) &&
         mention.pick == Pick::kNearest;
}

// Whether the words around make one span of the dates a and what begins at word `next`.
bool Joins(const NewsText& text, const DateMention& a) {
  const std::uint32_t i = a.last;
  const bool dash = text.Says(i, "-");
  const bool from = a.first > 0 && text.Says(a.first - 1, "from");
  const bool between = a.first > 0 && text.Says(a.first - 1, "between");
  if (text.Says(i, "and")) return between;
  if (a.form == Form::kWeekday && !from && !between) return false;
  if (dash && a.form != Form::kDay && a.form != Form::kYear && a.form != Form::kMonth) return false;
  return dash || text.Says(i, "to") || text.Says(i, "until") || text.Says(i, "till") ||
         text.Says(i, "through");
}

void LendYear(const DateMention& from, DateMention* to) {
  to->year_shift = from.year_shift;
  if (from.year != 0) to->year = from.year - (to->month > from.month ? 1 : 0);
  if (from.year_shift && to->month > from.month) --*to->year_shift;
}

std::optional<DateMention> SecondOf(const DatePhrases& phrases, const NewsText& text,
                                    const DateMention& a) {
  if (!Joins(text, a)) return std::nullopt;
  std::optional<DateMention> b = phrases.ReadSecond(a.last + 1, a.form);
  if (b && a.to_year != 0) return std::nullopt;
  if (b && a.form == Form::kYear && b->year <= a.year) return std::nullopt;
  return b;
}

std::optional<DateSpan> ResolveRange(const Range& range,
                                     const std::optional<PartialDate>& published) {
  std::optional<DateSpan> span = ResolveMention(range.first, published);
  if (!span || !range.second) return span;
  DateMention b = *range.second;
  std::optional<DateSpan> end = ResolveMention(b, published);
  if (!end) return std::nullopt;
  if (end->to.last() < span->from.first() && LacksYear(range.first)) {
    b.pick = Pick::kFuture;  // "from December 28 to January 3".
    end = ResolveMention(b, span->from);
  }
  if (!end || end->to.last() < span->from.first()) return std::nullopt;
  return DateSpan{span->from, end->to};
}

std::uint32_t NamedMonths(const std::vector<Person>& people, Words* scratch) {
  std::uint32_t months = 0;
  for (const Person& person : people) {
    ScanWords(person.name, scratch);
    for (const Word& word : scratch->words) {
      const NewsWord sense = LookUpNewsWord(word.hash);
      if (sense.Is(kMonth)) months |= 1U << sense.value;
    }
  }
  return months;
}

// Sets the tense of what was found in a sentence, and lends years backwards.
void Settle(const NewsText& text, const Sentence& sentence, std::vector<Range>* found) {
  const DateMention* lender = nullptr;
  for (auto range = found->rbegin(); range != found->rend(); ++range) {
    DateMention& a = range->first;
    DateMention& last = range->second ? *range->second : a;
    if (range->second && LacksYear(a) && HasOwnYear(last)) LendYear(last, &a);
    const bool lends = last.form == Form::kDay && HasOwnYear(last);
    if (LacksYear(a) && a.form == Form::kDay && a.weekday < 0 && lender != nullptr &&
        a.month <= lender->month) {
      LendYear(*lender, &a);
    }
    if (lends) lender = &last;
    const bool open = LacksYear(a) || (a.form == Form::kWeekday && a.pick == Pick::kNearest);
    if (open) a.pick = TenseAround(text, sentence, a);
    if (range->second && !HasOwnYear(last) && open) last.pick = a.pick;
    if (a.form == Form::kWeekday && range->second) last.pick = Pick::kFuture;
  }
}

}  // namespace

void EventFinder::Find(const NewsText& text, const std::optional<PartialDate>& published,
                       const std::vector<Person>& people, std::size_t skip,
                       std::vector<Event>* events) {
  Words scratch;
  const DatePhrases phrases(text, NamedMonths(people, &scratch));
  for (const Sentence& sentence : text.words().sentences) {
    found_.clear();
    for (std::uint32_t i = sentence.first; i < sentence.last;) {
      std::optional<DateMention> mention;
      const bool after_year = !found_.empty() && found_.back().first.form == Form::kYear &&
                              found_.back().first.last + 1 == i && !found_.back().second &&
                              (text.Says(i - 1, ",") || text.Says(i - 1, "and"));
      if (text.WordAt(i).begin >= skip)
        mention = after_year ? phrases.ReadSecond(i, Form::kYear) : phrases.ReadAt(i);
      if (!mention && after_year) mention = phrases.ReadAt(i);
      if (!mention || mention->last > sentence.last) {
        ++i;
        continue;
      }
      std::optional<DateMention> second = SecondOf(phrases, text, *mention);
      if (second && second->last > sentence.last) second.reset();
      i = second ? second->last : mention->last;
      found_.emplace_back(*mention, second);
    }
    Settle(text, sentence, &found_);
    for (const Range& range : found_) {
      const std::optional<DateSpan> span = ResolveRange(range, published);
      if (!span) continue;
      if (events->size() >= kMostEvents) return;
      const auto same = [&](const Event& e) { return e.from == span->from && e.to == span->to; };
      if (std::ranges::any_of(*events, same)) continue;
      const std::uint32_t last = range.second ? range.second->last : range.first.last;
      events->push_back(
          {span->from, span->to, Squeeze(text.words().Text(range.first.first, last))});
    }
  }
}

}  // namespace backfile
