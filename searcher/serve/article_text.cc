// The words of an article with its hits.
//
// Each hit is an element with a number, and the number is a link to the next hit: so they can be
// walked through without a script.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "searcher/serve/article_page.h"
#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

class TextWriter {
 public:
  explicit TextWriter(int total) : total_(total) {}

  // Bytes [begin, end) of the text, in which the hits are counted.
  Html Write(std::string_view text, std::size_t begin, std::size_t end,
             const std::vector<Stretch>& hits) {
    Html html;
    std::size_t at = begin;
    for (const Stretch& hit : hits) {
      if (hit.begin < at || hit.begin >= end) continue;
      const std::size_t hit_end = std::min<std::size_t>(hit.end, end);
      html << text.substr(at, hit.begin - at);
      AddHit(text.substr(hit.begin, hit_end - hit.begin), &html);
      at = hit_end;
    }
    return html << text.substr(at, end - at);
  }
  Html Write(std::string_view text, const std::vector<Stretch>& hits) {
    return Write(text, 0, text.size(), hits);
  }

 private:
  void AddHit(std::string_view words, Html* html) {
    ++number_;
    const int next = number_ < total_ ? number_ + 1 : 1;
    *html << "<mark id=\"hit"_html << number_ << "\" tabindex=\"-1\">"_html << words
          << "</mark><a class=\"hit\" href=\"#hit"_html << next << "\" aria-label=\"Hit "_html
          << number_ << " of " << total_ << ", go to the next\">"_html << number_ << "</a>"_html;
  }

  int total_;
  int number_ = 0;
};

Html Paragraphs(std::string_view body, const std::vector<Stretch>& hits, TextWriter* writer) {
  Html html;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find("\n\n", begin), body.size());
    html << "<p>"_html << writer->Write(body, begin, end, hits) << "</p>\n"_html;
    begin = end + 2;
  }
  return html;
}

// That the reader has not the last word before them, and where that is.
void AddStanding(const ArticleView& view, Html* html) {
  if (view.hidden == Hidden::kSuperseded) {
    *html << "<p class=\"banner grave\">There is a newer version of this article"_html;
    if (!view.versions.empty() && !view.versions.front().is_shown) {
      const VersionLine& newest = view.versions.front();
      *html << ": "
            << Link({"/article/" + newest.id, newest.parameters}, "version " + newest.version.name);
    }
    *html << ".</p>\n"_html;
  } else if (view.hidden != Hidden::kNo) {
    *html << "<p class=\"banner grave\">The text is not shown: "_html << InWords(view.hidden)
          << ".</p>\n"_html;
  }
}

void AddNotice(const ArticleView& view, Html* html) {
  const Article& article = view.article;
  AddStanding(view, html);
  if (article.status != Status::kUsable) {
    *html << "<p class=\"banner grave\">This article is "_html << StatusName(article.status)
          << ".</p>\n"_html;
  }
  if (!article.correction.empty()) {
    *html << "<aside class=\"banner\" aria-label=\"Correction\"><strong>Correction.</strong> "_html
          << article.correction << "</aside>\n"_html;
  }
}

void AddByline(const Article& article, Html* html) {
  *html << "<p class=\"facts\">"_html;
  if (!article.source.empty()) *html << SearchLink("source", article.source) << " · ";
  if (article.published) {
    *html << "<time datetime=\""_html << article.published->ToString() << "\">"_html
          << TimeInWords(*article.published) << "</time>"_html;
    if (article.published_basis != DateBasis::kMetadata) {
      *html << " (by its " << DateBasisName(article.published_basis) << ")";
    }
  } else {
    *html << "undated";
  }
  for (const std::string& writer : article.byline) {
    *html << (&writer == &article.byline.front() ? " · by " : ", ") << SearchLink("by", writer);
  }
  if (!article.section.empty()) *html << " · " << SearchLink("section", article.section);
  *html << "</p>\n"_html;
}

// The way back, and to the first hit.
void AddHitBar(const ArticleView& view, int total, Html* html) {
  const Parameters search = ToParameters(view.state);
  if (search.empty()) return;
  *html << "<nav class=\"hits\" aria-label=\"Hits\"><a rel=\"up\" href=\""_html
        << Address{"/search", search} << "\">← Back to the list</a> "_html;
  if (total > 0) {
    *html << "<a href=\"#hit1\">"_html << Counted(total, "hit", "hits")
          << "</a> <span data-hit-position></span>"_html;
  } else if (!view.marks.empty()) {
    *html << "<span>no hit in the text itself</span>"_html;
  }
  *html << "</nav>\n"_html;
}

}  // namespace

Html ArticleContent(const ArticleView& view, Analyzer* analyzer) {
  const Article& article = view.article;
  const auto hits_in = [&](std::string_view text, std::string_view field) {
    return FindHits(text, field, article, view.marks, analyzer);
  };
  const std::vector<Stretch> title_hits = hits_in(article.title, "title");
  const std::vector<Stretch> body_hits = hits_in(article.body, "");
  std::vector<std::vector<Stretch>> caption_hits;
  std::size_t total = title_hits.size() + body_hits.size();
  for (const std::string& caption : article.captions) {
    total += caption_hits.emplace_back(hits_in(caption, "caption")).size();
  }
  TextWriter writer(static_cast<int>(total));
  Html html;
  html << "<div class=\"reading\">\n<article class=\"story\""_html;
  if (!article.language.empty()) html << " lang=\""_html << article.language << "\""_html;
  html << ">\n"_html;
  AddHitBar(view, static_cast<int>(total), &html);
  AddNotice(view, &html);
  html << "<h1>"_html
       << writer.Write(article.title.empty() ? "(no title)" : article.title, title_hits)
       << "</h1>\n"_html;
  if (!article.subtitle.empty())
    html << "<p class=\"sub\">"_html << article.subtitle << "</p>"_html;
  AddByline(article, &html);
  html << "<div class=\"body\">\n"_html << Paragraphs(article.body, body_hits, &writer);
  for (std::size_t i = 0; i < article.captions.size(); ++i) {
    html << "<p class=\"caption\">"_html << writer.Write(article.captions[i], caption_hits[i])
         << "</p>\n"_html;
  }
  html << "</div>\n</article>\n"_html << ArticleMargin(view) << "</div>\n"_html;
  return html;
}

}  // namespace backfile
