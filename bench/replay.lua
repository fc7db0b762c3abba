-- wrk: send whole requests read from a file, each once, starting at a given one; print one line of figures.
-- The file: for each request its length in bytes, a newline, the bytes.
local queue, position, sent = {}, 0, 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  position = tonumber(args[2])
  while true do
    local length = file:read("*l")
    if not length then break end
    queue[#queue + 1] = file:read(tonumber(length))
  end
  file:close()
end

function request()
  position = position + 1
  return queue[(position - 1) % #queue + 1]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("FIGURES %d %d %d %d %d\n", summary.requests, summary.duration,
    e.status + e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
