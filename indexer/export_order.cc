// Ids come from the columns, so that nothing is decoded before its turn.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/export_order.h"

#include <algorithm>
#include <optional>

#include "article/json.h"

namespace backfile {

namespace {

// A document that both generations have in one segment cannot have changed: segments never do.
// Else what they say decides, since an article that a person corrected keeps its digest.
bool SaysTheSame(const Snapshot& before, const Snapshot::Place& was, const Snapshot& now,
                 const Snapshot::Place& is) {
  const bool is_same_document = was.document == is.document &&
                                before.segment_path(was.segment) == now.segment_path(is.segment);
  return is_same_document || ToJson(before.Load(was)) == ToJson(now.Load(is));
}

}  // namespace

std::vector<Outgoing> AllArticles(const Snapshot& snapshot) {
  std::vector<Outgoing> articles;
  articles.reserve(static_cast<std::size_t>(snapshot.articles()));
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    const Columns& columns = snapshot.columns(segment);
    for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
      if (snapshot.tombstones(segment).Has(d)) continue;
      articles.push_back({columns.id(d), columns.digest(d), {segment, d}});
    }
  }
  std::ranges::sort(articles, [](const Outgoing& a, const Outgoing& b) {
    return a.id != b.id ? a.id < b.id : a.digest < b.digest;
  });
  return articles;
}

std::vector<Outgoing> NewestArticles(const Snapshot& snapshot) {
  std::vector<Outgoing> articles = AllArticles(snapshot);
  auto out = articles.begin();
  for (auto it = articles.begin(); it != articles.end();) {
    const auto next =
        std::find_if(it, articles.end(), [&](const auto& a) { return a.id != it->id; });
    const auto newest = next - it > 1 ? snapshot.Find(it->id) : std::nullopt;
    *out = *it;
    if (newest) out->place = *newest;
    ++out;
    it = next;
  }
  articles.erase(out, articles.end());
  return articles;
}

std::vector<Outgoing> ChangedArticles(const Snapshot& before, const Snapshot& now) {
  const std::vector<Outgoing> was = NewestArticles(before);
  std::vector<Outgoing> changed;
  auto old = was.begin();
  for (const Outgoing& article : NewestArticles(now)) {
    for (; old != was.end() && old->id < article.id; ++old) changed.push_back({old->id, 0, {0, 0}});
    const bool is_known = old != was.end() && old->id == article.id;
    if (!is_known || !SaysTheSame(before, old->place, now, article.place)) {
      changed.push_back(article);
    }
    if (is_known) ++old;
  }
  for (; old != was.end(); ++old) changed.push_back({old->id, 0, {0, 0}});
  return changed;
}

}  // namespace backfile
