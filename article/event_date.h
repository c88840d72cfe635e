// Dates told in running text, resolved against the date of publication: the events of a story.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "article/date_mention.h"
#include "article/news_words.h"

namespace backfile {

// Finds the dates of English texts. Holds scratch memory; keep one a thread.
class EventFinder {
 public:
  // Appends an event for each date told that is not among `events` already, in the order of the
  // text; at most kMostEvents in all. `as_written` is a piece of the text.
  //
  // `published` resolves what is told without a year ("June 6", "Tuesday", "last month"); without
  // it such a date gives no event. `people` tells "Mrs May" from the month. Bytes of the text
  // before `skip` (a dateline) are not read.
  void Find(const NewsText& text, const std::optional<PartialDate>& published,
            const std::vector<Person>& people, std::size_t skip, std::vector<Event>* events);

  static constexpr std::size_t kMostEvents = 256;

 private:
  std::vector<std::pair<DateMention, std::optional<DateMention>>> found_;  // Of one sentence.
};

}  // namespace backfile
