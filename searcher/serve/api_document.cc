// The OpenAPI 3.1 document, made of the table of pages, so that it cannot tell of others.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <map>

#include "article/json.h"
#include "article/text.h"
#include "searcher/serve/pages.h"

namespace backfile {

namespace {

std::string StringSchema() { return R"({"type":"string"})"; }

std::string ParameterJson(std::string_view name, std::string_view place) {
  std::string out;
  JsonObject json(&out);
  json.Text("name", name);
  json.Text("in", place);
  if (place == "path") json.Bool("required", true);
  json.Raw("schema", StringSchema());
  json.Close();
  return out;
}

std::string ParametersJson(const Page& page) {
  std::string out = "[";
  if (page.path.find("{id}") != std::string_view::npos) out += ParameterJson("id", "path");
  if (page.method == "GET") {
    for (const std::string& name : SplitList(page.parameters, " ")) {
      if (out.size() > 1) out += ',';
      out += ParameterJson(name, "query");
    }
  }
  return out + "]";
}

std::string FormJson(const Page& page) {
  std::string properties;
  JsonObject fields(&properties);
  for (const std::string& name : SplitList(page.parameters, " ")) fields.Raw(name, StringSchema());
  fields.Close();
  return R"({"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":)" +
         properties + "}}}}";
}

std::string TypeOf(std::string_view ending) {
  if (IsDataEnding(ending)) {
    const std::string_view type = ContentTypeOf(ending);
    return std::string(type.substr(0, type.find(';')));
  }
  if (ending == "html") return "text/html";
  return ending == "atom" ? "application/atom+xml" : "application/octet-stream";
}

std::string OperationJson(const Page& page, std::string_view ending) {
  std::string content;
  JsonObject types(&content);
  types.Raw(TypeOf(ending), "{}");
  types.Close();
  std::string out;
  JsonObject json(&out);
  json.Text("summary", page.summary);
  json.Raw("parameters", ParametersJson(page));
  if (page.method == "POST") json.Raw("requestBody", FormJson(page));
  const std::string done = page.method == "POST" ? "303" : "200";
  json.Raw("responses", "{\"" + done + "\":{\"description\":\"Done\"" +
                            (done == "200" ? ",\"content\":" + content : "") +
                            "},\"default\":{\"description\":\"What is wrong\"}}");
  json.Close();
  return out;
}

// "/search" and "csv": "/search.csv". The first ending of a page is that of none.
std::string PathOf(const Page& page, std::string_view ending, bool is_first) {
  return std::string(page.path) + (is_first ? "" : "." + std::string(ending));
}

}  // namespace

HttpResponse ApiDocument(const Visit&) {
  std::map<std::string, std::map<std::string, std::string>> paths;
  for (const Page& page : Pages()) {
    bool is_first = true;
    for (const std::string& ending : SplitList(page.endings, " ")) {
      const std::string method = page.method == "GET" ? "get" : "post";
      paths[PathOf(page, ending, is_first)][method] = OperationJson(page, ending);
      is_first = false;
    }
  }
  std::string all;
  JsonObject list(&all);
  for (const auto& [path, operations] : paths) {
    std::string one;
    JsonObject item(&one);
    for (const auto& [method, operation] : operations) item.Raw(method, operation);
    item.Close();
    list.Raw(path, one);
  }
  list.Close();
  std::string out;
  JsonObject json(&out);
  json.Text("openapi", "3.1.0");
  json.Raw("info", R"({"title":"Backfile","version":")" BACKFILE_VERSION R"("})");
  json.Raw("paths", all);
  json.Close();
  return {.type = "application/json", .body = out + "\n"};
}

}  // namespace backfile
