// A histogram: an SVG whose bars are links, and a table for those who cannot see it.
//
// The bars are hidden from screen readers and from the tab key: the table below says the same and
// has the same links, so nobody has to walk through a hundred bars.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

constexpr int kHeight = 100;
constexpr int kWidth = 10;  // Of a bar and its gap.
constexpr int kFew = 12;    // Bars that need not fill the page.

double ValueOf(const Period& period, bool is_relative) {
  if (!is_relative) return static_cast<double>(period.count);
  return period.archive > 0
             ? static_cast<double>(period.count) / static_cast<double>(period.archive)
             : 0.0;
}

std::string Percent(double share) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f%%", 100 * share);
  return text.data();
}

std::string ValueText(const Period& period, bool is_relative) {
  if (!is_relative) return Grouped(period.count);
  return Grouped(period.count) + " of " + Grouped(period.archive) + ", " +
         Percent(ValueOf(period, true));
}

Address To(const SearchState& state, const std::string& date) {
  return {"/search", ToParameters(WithDate(state, date))};
}

void AddBar(const Period& period, int number, double greatest, const SearchState& state,
            Html* html) {
  const double share = greatest > 0 ? ValueOf(period, state.is_relative) / greatest : 0;
  const int height =
      period.count > 0 ? std::max(2, static_cast<int>(std::lround(share * kHeight))) : 0;
  if (height == 0) return;
  *html << "<a href=\""_html << To(state, period.date) << "\" tabindex=\"-1\"><title>"_html
        << period.date << ": " << ValueText(period, state.is_relative)
        << "</title><rect class=\"space\" x=\""_html << number * kWidth
        << "\" y=\"0\" width=\"10\" height=\"100\"/><rect class=\"bar\" x=\""_html
        << number * kWidth + 1 << "\" y=\""_html << kHeight - height
        << "\" width=\"8\" height=\""_html << height << "\"/></a>"_html;
}

void AddBars(const Chart& chart, const SearchState& state, Html* html) {
  double greatest = 0;
  for (const Period& period : chart.periods) {
    greatest = std::max(greatest, ValueOf(period, state.is_relative));
  }
  const auto count = static_cast<int>(chart.periods.size());
  *html << (count > kFew ? "<div class=\"plot\">"_html : "<div class=\"plot few\">"_html)
        << "<svg viewBox=\"0 0 "_html << count * kWidth
        << " 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"_html;
  for (int i = 0; i < count; ++i) {
    AddBar(chart.periods[static_cast<std::size_t>(i)], i, greatest, state, html);
  }
  *html << "</svg>\n<p class=\"axis\" aria-hidden=\"true\"><span>"_html
        << chart.periods.front().date << "</span><span>"_html
        << (count > 4 ? chart.periods[chart.periods.size() / 2].date : "") << "</span><span>"_html
        << (count > 1 ? chart.periods.back().date : "") << "</span></p></div>\n"_html;
}

void AddTableRow(const Period& period, const SearchState& state, Html* html) {
  if (period.count == 0) return;
  *html << "<tr><th scope=\"row\">"_html << Link(To(state, period.date), period.date)
        << "</th><td>"_html << ValueText(period, state.is_relative) << "</td></tr>\n"_html;
}

void AddTable(const Chart& chart, const SearchState& state, Html* html) {
  *html
      << "<details class=\"table\"><summary>As a table</summary>\n<table><caption>Articles by "_html
      << chart.step << "</caption>\n"_html;
  for (const Period& period : chart.periods) AddTableRow(period, state, html);
  for (const Period& period : chart.vague) AddTableRow(period, state, html);
  *html << "</table></details>\n"_html;
}

// 1987 › 1987-06 › 1987-06-05, each a way back up.
void AddTrail(const SearchState& state, Html* html) {
  if (state.date.empty()) return;
  *html << "<p class=\"trail\">"_html << Link(To(state, ""), "All dates");
  for (const std::size_t length : {std::size_t{4}, std::size_t{7}}) {
    const bool is_above = state.date.size() > length && state.date.find("..") == std::string::npos;
    if (is_above)
      *html << " › " << Link(To(state, state.date.substr(0, length)), state.date.substr(0, length));
  }
  *html << " › " << state.date << "</p>\n"_html;
}

void AddSwitches(const Chart& chart, const SearchState& state, Html* html) {
  SearchState other = state;
  other.is_relative = !state.is_relative;
  *html << "<p class=\"switches\">"_html
        << Link({"/search", ToParameters(other)},
                state.is_relative ? "Show numbers of articles" : "Show shares of the archive");
  for (const char* step : {"year", "month", "day"}) {
    SearchState by = state;
    by.step = step;
    *html << " · "_html
          << "<a href=\""_html << Address{"/search", ToParameters(by)} << "\""_html;
    if (chart.step == step) *html << " aria-current=\"true\""_html;
    *html << ">by "_html << step << "</a>"_html;
  }
  *html << "</p>\n"_html;
}

void AddRangeForm(const SearchState& state, Html* html) {
  *html << "<form class=\"range\" action=\"/search\">"_html
        << HiddenFields(ToParameters(WithDate(state, "")))
        << "<label for=\"date\">Dates</label><input id=\"date\" name=\"date\" value=\""_html
        << state.date << "\" placeholder=\"2018-06..2018-07\"><button>Go</button></form>\n"_html;
}

void AddUndated(const Chart& chart, const SearchState& state, Html* html) {
  if (chart.undated == 0) return;
  *html << "<p class=\"undated\">"_html
        << Link({"/search", ToParameters(With(WithDate(state, ""), {"has", "date", true}))},
                Grouped(chart.undated) + " undated")
        << "</p>\n"_html;
}

}  // namespace

Html ChartBars(const Chart& chart, const SearchState& state) {
  Html html;
  if (chart.periods.empty()) return html;
  AddBars(chart, state, &html);
  AddTable(chart, state, &html);
  return html;
}

Html ChartFigure(const Chart& chart, const SearchState& state) {
  Html html;
  html << "<figure class=\"chart\"><figcaption class=\"hidden\">Articles by "_html << chart.step
       << "</figcaption>\n"_html;
  AddTrail(state, &html);
  html << ChartBars(chart, state) << "<div class=\"tools\">\n"_html;
  AddSwitches(chart, state, &html);
  AddUndated(chart, state, &html);
  AddRangeForm(state, &html);
  html << "</div></figure>\n"_html;
  return html;
}

}  // namespace backfile
