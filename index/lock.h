// One writer an index: a lock that tells who holds it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace backfile {

// Makes the folder that an index comes to stand in if it is absent. It is its owner's alone (0700)
// if it was absent or empty.
void MakeIndexFolder(const std::string& dir);

// Holds INDEX/lock until destroyed. The lock is the open file's (OFD): it ends with the process and
// those that it forked, which still write until they die with it.
class IndexLock {
 public:
  // Throws Error(kTryLater) naming the holder (pid, host, since, command) if it is still held after
  // `wait_seconds`; one that was killed is given time to end even if they are 0; and Error(kIndex)
  // if there is no such folder. From then on what this process writes is its owner's alone (umask).
  IndexLock(const std::string& index_dir, const std::string& command, int wait_seconds = 0);
  // For what needs an index that is there, or was begun: throws Error(kIndex), and makes nothing,
  // if there is none.
  static IndexLock OfIndex(const std::string& index_dir, const std::string& command,
                           int wait_seconds);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

  // Who holds it now, in words; empty: nobody.
  static std::string Holder(const std::string& index_dir);

 private:
  int fd_ = -1;
};

}  // namespace backfile
