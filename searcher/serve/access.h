// Who may ask: by name of the host, token, reverse proxy, and where a form was sent from.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searcher/serve/http.h"
#include "searcher/serve/serve.h"

namespace backfile {

// Whether two secrets are the same, in a time that does not depend on where they differ.
bool SameSecret(std::string_view given, std::string_view secret);

// The first line of a file. Throws Error(kUsage): it cannot be read, or is shorter than 16.
std::string ReadToken(const std::string& path);

class Access {
 public:
  // Throws Error(kUsage) if everybody in a network could read the archive: an address that others
  // reach needs a token or a proxy.
  Access(const ServeOptions& options, bool is_loopback);

  // What to answer instead, if it is to be refused. The token comes as the password of HTTP Basic
  // authentication, whatever the user's name, or as a Bearer token.
  std::optional<HttpResponse> Refusal(const HttpRequest& request) const;

 private:
  bool KnowsHost(std::string_view host) const;
  bool HasToken(const HttpRequest& request) const;

  std::string token_;
  std::string user_header_;  // In lower case.
  std::vector<std::string> hosts_;
  bool checks_hosts_ = false;
};

}  // namespace backfile
