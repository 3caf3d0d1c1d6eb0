#include <gradproof/reports/html/style.hpp>

namespace gradproof::reports {

std::string_view style_sheet() {
  return R"(
:root { color-scheme: light dark; --page: #ffffff; --text: #1a1f26; --quiet: #56606b; --line: #d5dae0; --soft: #f4f6f8;
  --link: #0b57b0; --good: #14652f; --good-soft: #e6f4ea; --warn: #7a4d00; --warn-soft: #fdf1dc; --bad: #a11722;
  --bad-soft: #fde8e8; }
@media (prefers-color-scheme: dark) {
  :root { --page: #12161c; --text: #e6eaef; --quiet: #a3adb8; --line: #343c46; --soft: #1b212a; --link: #8ab8ff;
    --good: #7fd698; --good-soft: #14301d; --warn: #f0bf6a; --warn-soft: #352710; --bad: #ff9a9a; --bad-soft: #451c20; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 1rem; max-width: 80rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; display: inline; }
h4 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .5rem; align-items: baseline; }
p { margin: .4rem 0; }
a { color: var(--link); }
small { color: var(--quiet); font-size: .85rem; font-weight: normal; }
h1.good { color: var(--good); } h1.bad { color: var(--bad); }
ul.summary, ul.answer { list-style: none; margin: 0; padding: .75rem 1rem; background: var(--soft); border-radius: .4rem; }
ul.answer:empty { display: none; }
nav { margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { background: var(--soft); overflow-wrap: normal; }
tr.category th { background: var(--soft); font-weight: bold; }
tbody th { font-weight: normal; overflow-wrap: anywhere; }
.matrix tbody th small { display: block; }
.matrix th[scope="row"] { min-width: 13rem; position: sticky; left: 0; background: var(--page); }
.counts { font-size: .85rem; }
.counts tbody th { overflow-wrap: break-word; }
.counts td { text-align: right; font-variant-numeric: tabular-nums; }
.outcome { display: inline-block; padding: 0 .4rem; border-radius: .3rem; color: var(--quiet); background: var(--soft); }
.outcome.good { color: var(--good); background: var(--good-soft); }
.outcome.warn { color: var(--warn); background: var(--warn-soft); }
.outcome.bad { color: var(--bad); background: var(--bad-soft); outline: 2px solid var(--bad); }
.outcome strong { display: block; white-space: normal; }
td .outcome { margin: .1rem 0; white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: 0 .75rem; }
details[open] { padding-bottom: .75rem; }
summary { padding: .4rem 0; cursor: pointer; }
.verdicts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: .75rem; }
.verdict { border-left: 3px solid var(--line); padding-left: .75rem; min-width: 0; }
.verdict:target { border-left-color: var(--link); }
code, pre { font: .85rem/1.45 ui-monospace, monospace; }
pre { background: var(--soft); padding: .5rem; border-radius: .4rem; overflow-x: auto; margin: .5rem 0; }
pre.message { white-space: pre-wrap; }
.script i { font-style: normal; color: var(--quiet); user-select: none; }
.script mark { background: var(--warn-soft); color: inherit; }
.script strong { color: var(--warn); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
figure { margin: 0; max-width: 32rem; }
figcaption { font-weight: bold; }
svg { display: block; width: 100%; height: auto; }
dt { font-weight: bold; }
dd { margin: 0 0 .5rem 1rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dl.facts dd { margin: 0; }
@media (max-width: 40rem) {
  body { padding: .6rem; }
  .stacked thead { position: absolute; left: -99in; }
  .stacked tr, .stacked th, .stacked td { display: block; }
  .stacked td { border-top: 0; text-align: left; }
  .matrix th[scope="row"] { position: static; }
  .stacked td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); }
  .stacked tbody th { background: var(--soft); margin-top: .5rem; }
  .matrix tr.category th { background: none; border: 0; padding-left: 0; }
  dl.facts { display: block; }
  dl.facts dd { margin: 0 0 .4rem 1rem; }
}
@media print {
  body { max-width: none; font-size: 10pt; }
  nav { display: none; }
  tr, figure, .verdict { break-inside: avoid; }
  pre { white-space: pre-wrap; }
  details::details-content { content-visibility: visible; height: auto; }
}
)";
}

}  // namespace gradproof::reports
