// Reading the questions, asking them, and one line of output for each.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/batch.h"

#include <string>
#include <vector>

#include "article/json.h"
#include "searcher/rows.h"

namespace backfile {

namespace {

struct Question {
  std::string id;
  std::string query;
  SearchResult result;
  std::vector<std::int64_t> took_us;
  std::string error;
};

// A name as a phrase: a quotation mark in it would end the phrase.
std::string PhraseOf(std::string name) {
  std::erase(name, '"');
  return "\"" + name + "\"";
}

std::vector<Question> ReadQuestions(std::istream& in, bool is_names) {
  std::vector<Question> questions;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    Question question;
    if (is_names) {
      question.id = line;
      question.query = PhraseOf(line);
      questions.push_back(std::move(question));
      continue;
    }
    const std::size_t tab = line.find('\t');
    question.id = line.substr(0, tab);
    if (tab == std::string::npos) {
      question.error = "a line of a batch is ID, a tab, and a query";
    } else {
      question.query = line.substr(tab + 1);
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

void Ask(SearchRequest request, Searcher* searcher, Question* question) {
  if (!question->error.empty()) return;
  request.query = question->query;
  try {
    question->result = searcher->Run(request);
    question->took_us.push_back(question->result.took.count());
  } catch (const ShardError&) {
    throw;  // Not this question's fault.
  } catch (const Error& error) {
    question->error = error.what();
  }
}

std::string ListOf(const std::vector<std::int64_t>& numbers) {
  std::string out = "[";
  for (const std::int64_t number : numbers) {
    if (out.size() > 1) out += ',';
    out += std::to_string(number);
  }
  return out + "]";
}

std::string ListOfTexts(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ',';
    AppendJsonString(text, &out);
  }
  return out + "]";
}

std::vector<std::string> TopOf(const Question& question) {
  std::vector<std::string> top;
  for (const Hit& hit : question.result.hits) {
    top.push_back(hit.external_id.empty() ? hit.id : hit.external_id);
  }
  return top;
}

// A table keeps to what a spreadsheet can use: who occurs, how often, and where first.
std::string TableLineOf(const Question& question, const RenderOptions& options) {
  std::string top;
  for (const std::string& id : TopOf(question)) top += (top.empty() ? "" : " ") + id;
  const bool failed = !question.error.empty();
  return TableLine({question.id, failed ? "" : std::to_string(question.result.total), top},
                   options);
}

std::string LineOf(const Question& question) {
  std::string out;
  JsonObject json(&out);
  json.Text("id", question.id);
  if (!question.error.empty()) {
    json.Text("error", question.error);
  } else {
    json.Number("hits", question.result.total);
    json.Raw("took_us", ListOf(question.took_us));
    json.Raw("top", ListOfTexts(TopOf(question)));
    AddFacets(question.result.facets, &json);
  }
  json.Close();
  return out + "\n";
}

void PrintQuestion(const Question& question, const RenderOptions& options, const Print& print) {
  if (options.format == Format::kCsv || options.format == Format::kTsv) {
    return print(TableLineOf(question, options));
  }
  if (options.format != Format::kTrec) return print(LineOf(question));
  for (const Hit& hit : question.result.hits) print(TrecLine(question.id, hit));
}

}  // namespace

int RunBatch(std::istream& questions, const BatchOptions& options, Searcher* searcher,
             const Print& print, const Print& complain) {
  std::vector<Question> all = ReadQuestions(questions, options.is_names);
  for (int pass = 0; pass < options.passes; ++pass) {
    for (Question& question : all) Ask(options.request, searcher, &question);
  }
  const bool is_table =
      options.render.format == Format::kCsv || options.render.format == Format::kTsv;
  if (is_table) print(TableLine({"id", "hits", "top"}, options.render));
  int failed = 0;
  for (const Question& question : all) {
    PrintQuestion(question, options.render, print);
    if (question.error.empty()) continue;
    ++failed;
    complain(question.id + ": " + question.error + "\n");
  }
  return failed;
}

}  // namespace backfile
