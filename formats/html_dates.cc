// Dates of a page, in the order of trust.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_dates.h"

#include "article/news_date.h"

namespace backfile {

void TakeDates(const HtmlTree&, const HtmlMetadata& metadata, const std::vector<HtmlBlock>&,
               Article* article) {
  const auto& linked = metadata.linked();
  if (linked) article->published = ParseNewsDate(linked->published);
  if (!article->published) {
    article->published =
        ParseNewsDate(metadata.Meta({"article:published_time", "datepublished", "date", "pubdate",
                                     "dc.date", "dc.date.issued"}));
  }
  if (!article->published) article->published = ParseNewsDate(metadata.Property("datepublished"));
  if (article->published) article->published_basis = DateBasis::kMetadata;
  if (linked) article->modified = ParseNewsDate(linked->modified);
  if (!article->modified) {
    article->modified =
        ParseNewsDate(metadata.Meta({"article:modified_time", "datemodified", "og:updated_time"}));
  }
}

}  // namespace backfile
