#pragma once
// libtorch's List and Dict, as far as programs that carry values about need them. Copies share what they hold.
#include <gradproof/core/layout/array_ref.hpp>
#include <memory>
#include <utility>

namespace gradproof {

template <class T>
class List {
 public:
  List() : values_(std::make_shared<std::vector<T>>()) {}
  List(std::initializer_list<T> values) : values_(std::make_shared<std::vector<T>>(values)) {}
  explicit List(ArrayRef<T> values) : values_(std::make_shared<std::vector<T>>(values.begin(), values.end())) {}

  std::size_t size() const { return values_->size(); }
  bool empty() const { return values_->empty(); }
  T get(std::size_t i) const { return values_->at(i); }
  void set(std::size_t i, T value) const { values_->at(i) = std::move(value); }
  decltype(auto) operator[](std::size_t i) const { return (*values_)[i]; }
  void push_back(T value) const { values_->push_back(std::move(value)); }
  template <class... A>
  void emplace_back(A&&... a) const {
    values_->emplace_back(std::forward<A>(a)...);
  }
  void pop_back() const { values_->pop_back(); }
  void reserve(std::size_t n) const { values_->reserve(n); }
  void resize(std::size_t n) const { values_->resize(n); }
  void clear() const { values_->clear(); }
  auto begin() const { return values_->begin(); }
  auto end() const { return values_->end(); }
  std::vector<T> vec() const { return *values_; }
  List copy() const {
    List other;
    *other.values_ = *values_;
    return other;
  }

 private:
  std::shared_ptr<std::vector<T>> values_;
};

/// Keys in the order in which they came.
template <class Key, class Value>
class Dict {
 public:
  class Entry {
   public:
    Entry(Key key, Value value) : key_(std::move(key)), value_(std::move(value)) {}
    const Key& key() const { return key_; }
    const Value& value() const { return value_; }
    void setValue(Value value) { value_ = std::move(value); }

   private:
    Key key_;
    Value value_;
  };
  using iterator = typename std::vector<Entry>::iterator;

  std::size_t size() const { return entries_->size(); }
  bool empty() const { return entries_->empty(); }
  iterator begin() const { return entries_->begin(); }
  iterator end() const { return entries_->end(); }
  iterator find(const Key& key) const {
    iterator at = begin();
    while (at != end() && !(at->key() == key)) ++at;
    return at;
  }
  bool contains(const Key& key) const { return find(key) != end(); }
  /// Throws `index` when there is no such key.
  Value at(const Key& key) const {
    const iterator found = find(key);
    if (found == end()) refuse_place(size(), size());
    return found->value();
  }
  /// Keeps the value that is there; says whether there was none.
  std::pair<iterator, bool> insert(Key key, Value value) const {
    const iterator found = find(key);
    if (found != end()) return {found, false};
    entries_->emplace_back(std::move(key), std::move(value));
    return {end() - 1, true};
  }
  std::pair<iterator, bool> insert_or_assign(Key key, Value value) const {
    const auto inserted = insert(std::move(key), value);
    inserted.first->setValue(std::move(value));
    return inserted;
  }
  std::size_t erase(const Key& key) const {
    const iterator found = find(key);
    if (found == end()) return 0;
    entries_->erase(found);
    return 1;
  }
  void clear() const { entries_->clear(); }

 private:
  std::shared_ptr<std::vector<Entry>> entries_ = std::make_shared<std::vector<Entry>>();
};

}  // namespace gradproof
