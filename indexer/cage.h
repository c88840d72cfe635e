// The cage: what a process that touches bytes of the input gives up before it does.
//
// Landlock takes the file system away but for a few folders, seccomp the network, other programs
// and other processes, resource limits too much memory, too large files and too many of them open.
// Descriptors that are open already stay usable: that is how a worker gets its input. There is no
// way out, also not for what it calls.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace backfile {

// Whether this is a build with sanitizers, which need memory, and what else a cage takes away.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kIsInstrumented = true;
#else
inline constexpr bool kIsInstrumented = false;
#endif

struct CageRules {
  std::vector<std::string> readable;  // Files and folders, with all below; absent ones are skipped.
  std::vector<std::string> writable;  // The same; readable as well.
  std::int64_t address_space = 0;     // Bytes; 0: no limit.
  std::int64_t file_size = 0;         // Bytes of one file; 0: no limit.
  std::int64_t open_files = 0;        // 0: no limit.
};

// What libraries read: fonts and character sets for PDF, tables of iconv.
std::vector<std::string> SystemFolders();

// What every process that reads archives may take and read; `memory`: its address space, in bytes,
// 0: no limit.
CageRules RulesOfReaders(std::int64_t memory);

// Throws Error(kInternal) if a lock that the kernel has will not close. Builds with sanitizers
// stay outside.
void EnterCage(const CageRules& rules);

// What this system lacks of the cage, by name: "Landlock and seccomp"; empty if it has everything.
std::string MissingFromCage();

}  // namespace backfile
