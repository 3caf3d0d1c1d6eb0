#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace gradproof::cli {

/// One of `count` parts of a list of files.
struct Shard {
  std::size_t index = 1;  ///< from 1 to count
  std::size_t count = 1;
};

/// Reads "2/3". Throws std::invalid_argument.
Shard parse_shard(const std::string& text);

/// Leaves the shard's part of `files`, in its order. The files are dealt out by their place in the sorted list, like
/// cards: every file is in one shard, whatever the order in which they were named, and shards differ by one file at
/// most; neighbours, which are alike and take as long, are spread.
void keep_shard(std::vector<std::filesystem::path>& files, const Shard& shard);

}  // namespace gradproof::cli
