// Options that several verbs have.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "formats/formats.h"
#include "indexer/worker.h"

namespace backfile {

CLI::Validator SizeWithUnit();  // "512M" as bytes, "none" as 0: no bound.
// A span of time with a unit, "90s".
void AddTimeOption(CLI::App* verb, const char* name, const char* help, std::chrono::seconds* time);
void AddIndexOption(CLI::App* verb, std::string* index_dir);
void AddReadOptions(CLI::App* verb, ReadOptions* read);
void AddLimitOptions(CLI::App* verb, Limits* limits);
void AddWorkerOptions(CLI::App* verb, WorkerLimits* limits);

// Verbs of their own files. Each sets `run` to what is to be done when it is named.
using RunVerb = std::function<ExitCode()>;
void DefineUpdate(CLI::App* app, RunVerb* run);  // update, rebuild
void DefineUpkeep(CLI::App* app, RunVerb* run);  // what is done by hand

}  // namespace backfile
