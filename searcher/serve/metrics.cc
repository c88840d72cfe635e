// https://prometheus.io/docs/instrumenting/exposition_formats/
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/metrics.h"

#include <cstdio>

namespace backfile {

namespace {

void AddLine(std::string_view name, std::string_view labels, double value, std::string* out) {
  std::array<char, 40> number{};
  std::snprintf(number.data(), number.size(), "%.10g", value);
  *out += std::string(name) + (labels.empty() ? "" : "{" + std::string(labels) + "}") + " " +
          number.data() + "\n";
}

void AddHead(std::string_view name, std::string_view type, std::string_view help,
             std::string* out) {
  *out += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " +
          std::string(name) + " " + std::string(type) + "\n";
}

void AddGauge(std::string_view name, std::string_view help, double value, std::string* out) {
  AddHead(name, "gauge", help, out);
  AddLine(name, "", value, out);
}

}  // namespace

void Metrics::Count(std::string_view page, int status, std::chrono::microseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(page), status}];
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds.at(bucket)) ++bucket;
  ++times_.at(bucket);
  seconds_ += seconds;
}

void Metrics::SetGeneration(int number, std::int64_t articles) {
  const std::lock_guard lock(mutex_);
  generation_ = number;
  articles_ = articles;
}

int Metrics::generation() const {
  const std::lock_guard lock(mutex_);
  return generation_;
}

std::string Metrics::Text(const Now& now) const {
  const std::lock_guard lock(mutex_);
  std::string out;
  AddHead("backfile_requests_total", "counter", "Requests by page and status.", &out);
  for (const auto& [key, count] : requests_) {
    AddLine("backfile_requests_total",
            "page=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"",
            static_cast<double>(count), &out);
  }
  AddHead("backfile_request_seconds", "histogram", "From a whole request to its answer.", &out);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < times_.size(); ++i) {
    sum += times_.at(i);
    std::array<char, 16> bound{"+Inf"};
    if (i < kBounds.size()) std::snprintf(bound.data(), bound.size(), "%g", kBounds.at(i));
    AddLine("backfile_request_seconds_bucket", "le=\"" + std::string(bound.data()) + "\"",
            static_cast<double>(sum), &out);
  }
  AddLine("backfile_request_seconds_sum", "", seconds_, &out);
  AddLine("backfile_request_seconds_count", "", static_cast<double>(sum), &out);
  AddGauge("backfile_connections", "Open connections.", static_cast<double>(now.connections), &out);
  AddGauge("backfile_waiting", "Requests that wait for a thread.", static_cast<double>(now.waiting),
           &out);
  AddGauge("backfile_generation", "Generation of the index that is searched.", generation_, &out);
  AddGauge("backfile_articles", "Articles in it.", static_cast<double>(articles_), &out);
  return out;
}

}  // namespace backfile
