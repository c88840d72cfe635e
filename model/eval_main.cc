// backfile-people-eval: prints the names found in text files, or how fast they are found.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "article/people.h"

namespace backfile {
namespace {

std::vector<Article> ReadArticles(const std::vector<std::string>& paths) {
  std::vector<Article> articles;
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    Article article;
    article.body.assign(std::istreambuf_iterator<char>(in), {});
    article.locator.archive = path;
    FinishArticle(&article);
    articles.push_back(std::move(article));
  }
  return articles;
}

void Print(const Article& article) {
  std::printf("# %s\n", article.locator.archive.c_str());
  for (const Person& person : article.people) {
    std::printf("%s\t%s\t", person.name.c_str(), person.role.c_str());
    for (const std::string& mention : person.mentions) std::printf("%s; ", mention.c_str());
    std::printf("\n");
  }
  for (const std::string& name : article.organisations)
    std::printf("\torganisation\t%s\n", name.c_str());
  for (const std::string& name : article.places) std::printf("\tplace\t%s\n", name.c_str());
}

// Megabytes of text a second, the best of five rounds.
void PrintSpeed(const std::vector<Article>& articles) {
  NameFinder finder;
  std::size_t bytes = 0;
  for (const Article& article : articles) bytes += article.title.size() + article.body.size();
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    std::vector<Article> copies = articles;
    const auto start = std::chrono::steady_clock::now();
    for (Article& article : copies) finder.Find(&article);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    best = std::max(best, static_cast<double>(bytes) / taken.count() / 1e6);
  }
  std::printf("people_in_text %.1f MB/s\n", best);
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  std::vector<std::string> paths;
  bool speed = false;
  CLI::App app("Prints the people, organisations and places of text files.");
  app.add_flag("--speed", speed, "print how fast they are found instead");
  app.add_option("files", paths)->required();
  CLI11_PARSE(app, argc, argv);
  try {
    std::vector<backfile::Article> articles = backfile::ReadArticles(paths);
    if (speed) {
      backfile::PrintSpeed(articles);
      return 0;
    }
    backfile::NameFinder finder;
    for (backfile::Article& article : articles) {
      finder.Find(&article);
      backfile::Print(article);
    }
  } catch (const std::exception& error) {
    std::cerr << "backfile-people-eval: " << error.what() << "\n";
    return 70;
  }
  return 0;
}
