#pragma once
#include <gradproof/core/layout/error.hpp>
#include <string>
#include <utility>
#include <vector>

namespace gradproof {

/// Values by name, in the order in which they came: what named_parameters() gives.
template <class Key, class Value>
class OrderedDict {
 public:
  class Item {
   public:
    Item(Key key, Value value) : pair_(std::move(key), std::move(value)) {}
    const Key& key() const { return pair_.first; }
    Value& value() { return pair_.second; }
    const Value& value() const { return pair_.second; }
    Value& operator*() { return value(); }
    const Value& operator*() const { return value(); }
    Value* operator->() { return &value(); }
    const Value* operator->() const { return &value(); }
    const std::pair<Key, Value>& pair() const { return pair_; }

   private:
    std::pair<Key, Value> pair_;
  };

  using Iterator = typename std::vector<Item>::iterator;
  using ConstIterator = typename std::vector<Item>::const_iterator;

  explicit OrderedDict(std::string what = "Key") : what_(std::move(what)) {}
  OrderedDict(std::initializer_list<Item> items) : OrderedDict() {
    for (const Item& item : items) insert(item.key(), item.value());
  }

  /// Throws `argument` for a key that is there already.
  Value& insert(Key key, Value value) {
    if (contains(key)) raise(ErrorKind::argument, what_ + " '" + key + "' already defined");
    items_.emplace_back(std::move(key), std::move(value));
    return items_.back().value();
  }
  /// Inserts all items of `other`. Throws `argument` as insert() does.
  void update(const OrderedDict& other) {
    for (const Item& item : other) insert(item.key(), item.value());
  }
  Value* find(const Key& key) {
    for (Item& item : items_)
      if (item.key() == key) return &item.value();
    return nullptr;
  }
  const Value* find(const Key& key) const { return const_cast<OrderedDict*>(this)->find(key); }
  bool contains(const Key& key) const { return find(key); }
  /// Throws `argument` for a key that is not there.
  Value& operator[](const Key& key) {
    Value* found = find(key);
    if (!found) raise(ErrorKind::argument, what_ + " '" + key + "' is not defined");
    return *found;
  }
  const Value& operator[](const Key& key) const { return const_cast<OrderedDict&>(*this)[key]; }
  /// Throws `index`.
  Item& operator[](std::size_t index) {
    if (index >= items_.size()) raise(ErrorKind::index, "Index " + std::to_string(index) + " is out of bounds");
    return items_[index];
  }
  const Item& operator[](std::size_t index) const { return const_cast<OrderedDict&>(*this)[index]; }
  void erase(const Key& key) {
    for (std::size_t i = 0; i < items_.size(); ++i)
      if (items_[i].key() == key) return void(items_.erase(items_.begin() + std::ptrdiff_t(i)));
    raise(ErrorKind::argument, what_ + " '" + key + "' doesn't exist");
  }
  void clear() { items_.clear(); }
  void reserve(std::size_t size) { items_.reserve(size); }

  std::size_t size() const { return items_.size(); }
  bool is_empty() const { return items_.empty(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  /// Throw `value` for an empty one.
  Item& front() { return expect_items("front()").front(); }
  Item& back() { return expect_items("back()").back(); }
  const Item& front() const { return const_cast<OrderedDict*>(this)->front(); }
  const Item& back() const { return const_cast<OrderedDict*>(this)->back(); }
  /// What a key is called in messages.
  const std::string& key_description() const noexcept { return what_; }
  const std::vector<Item>& items() const noexcept { return items_; }
  std::vector<Key> keys() const {
    std::vector<Key> all;
    for (const Item& item : items_) all.push_back(item.key());
    return all;
  }
  std::vector<Value> values() const {
    std::vector<Value> all;
    for (const Item& item : items_) all.push_back(item.value());
    return all;
  }
  std::vector<std::pair<Key, Value>> pairs() const {
    std::vector<std::pair<Key, Value>> all;
    for (const Item& item : items_) all.push_back(item.pair());
    return all;
  }

 private:
  std::vector<Item>& expect_items(const char* caller) {
    if (is_empty()) raise(ErrorKind::value, std::string("Called ") + caller + " on an empty OrderedDict");
    return items_;
  }

  std::vector<Item> items_;
  std::string what_;
};

}  // namespace gradproof
