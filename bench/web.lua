-- Questions of two words for wrk: see web.sh.
--
-- SPDX-License-Identifier: GPL-2.0-or-later
local words = {}
for word in io.lines(os.getenv("WORDS")) do words[#words + 1] = word end

function init() math.randomseed(os.time()) end

request = function()
  local path = "/search?q=" .. words[math.random(#words)] .. "%20" .. words[math.random(#words)]
  return wrk.format("GET", path)
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("web_requests %d requests", summary.requests))
  print(string.format("web_rate %.0f requests/s", summary.requests / summary.duration * 1e6))
  print(string.format("web_p50 %.1f ms", latency:percentile(50) / 1000))
  print(string.format("web_p99 %.1f ms", latency:percentile(99) / 1000))
  print(string.format("web_errors %d requests",
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
