import { stem } from "./stem.ts";
import { tokenize } from "./tokens.ts";

/**
 * Words of general English and business English that say the same thing, a line a concept:
 * `name: words that mean it | words that mean its contrary`. No company, no product, no figure.
 */
const table = `
state: state, mention, say, note, report, present, describe, disclose, declare, call out, point out, flag, highlight, surface, spell out, name, show, indicate, quote, express, give, announce, communicate, make clear, acknowledge, visible, in view, list, record, write, put forward, 说明, 指出, 陈述, 报告, 披露, 列出, 提及, 写明, 标明, 表述, 列示, 给出
cite: cite, reference, refer, citation, source, attribute, link, point back, footnote, 引用, 出处, 来源, 注明
claim: claim, assert, allege, purport, maintain, contend, 声称, 宣称, 断言
refuse: refuse, decline, withhold, turn down, hold back, abstain, 拒绝, 不予, 暂不提供, 不提供
validated: validate, verify, confirm, corroborate, substantiate, finance validated, audit trail, back up, official, published, publish, authoritative, vet, certified, sign off, signed off, 验证, 核实, 证实, 确认, 已验证, 官方, 公布, 发布 | unvalidated, unverified, unconfirmed, unsubstantiated, unpublished, unofficial, uncorroborated, unaudited, unproven, unsupported, unvetted, unreliable, 未经验证, 未经核实, 未验证, 未核实
controlled: controlled, audited, finance approved, finance controlled, reconciled bridge, finance bridge, finance signed off, finance backed, 受控, 财务核准, 财务口径, 审计, 财务批准 | uncontrolled
headline: headline, board, board deck, reported by management, management reported, top line, deck, 董事会, 董事会口径, 对外口径, 标题
parent: parent, parent account, parent company, parent group, parent entity, parent level, group level, ultimate parent, ultimate owner, holding, holding company, corporate group, corporate family, customer group, common owner, common ownership, account family, umbrella account, conglomerate, same owner, parentage, 母公司, 集团, 控股, 母公司层面, 集团层面, 上级, 控股公司, 母账户, 上级账户
legal entity: legal entity, legal entities, entity, subsidiary, affiliate, individual entity, separate entity, contracting entity, legal name, contracting party, 法律实体, 法人实体, 法人, 实体, 子公司
roll up: roll up, rolled up, roll, rollup, aggregate, consolidate, combine, add up, add together, sum, pool, merge, total, collapse, group together, lump, bundle, 汇总, 合并, 加总, 归并, 归集, 合计, 汇集
concentration: concentration, concentrate, customer share, share of arr, revenue share, arr share, depend, rely on one customer, customer exposure, customer weight, 集中度, 集中, 占比, 依赖
conflict: conflict, contradict, contradiction, disagree, discrepancy, mismatch, inconsistent, inconsistency, diverge, differ, difference, gap, clash, at odds, disparity, do not match, do not agree, not reconcile, variance, divergence, out of line, 矛盾, 冲突, 不一致, 差异, 分歧, 不符, 不同 | consistent, agree, match, in line, tie out, 一致, 相符
reconcile: reconcile, smooth over, paper over, blend, average out, harmonise, harmonize, gloss over, net off, even out, 调和, 调节, 对账, 抹平, 掩盖
keep: keep, retain, preserve, remain, stay, 保留, 保持
silent: silent, quiet, tacit, without saying, without comment, unannounced, 悄悄, 默默, 暗中
complete: complete, completed, finish, done, achieve, achieved, issued, final, finalise, finalize, finalised, finalized, conclude, concluded, obtain, obtained, attain, attained, in place, in hand, closed, wrap up, pass, passed, ready, 完成, 已完成, 取得, 获得, 出具, 通过, 结束 | in progress, in process, underway, under way, ongoing, pending, outstanding, incomplete, unfinished, unissued, awaiting, to come, in flight, still open, underway still, 进行中, 正在进行, 未完成, 待定, 待出具
open: open, unresolved, unanswered, unclear, undecided, unsettled, 未决, 待解, 悬而未决, 未解决 | resolved, settled, 已解决
provided: provide, provided, supply, supplied, available, furnish, on file, 提供 | unknown, not known, undetermined, not provided, not supplied, not given, not available, missing, absent, unavailable, undisclosed, 未知, 缺失, 缺少, 缺, 未提供, 不明
runway: runway, cash runway, cash left, cash remaining, remaining cash, cash lasts, cash will last, cash runs out, runs out of cash, run out of cash, months of cash, money left, enough cash, cash for, cash covers, months of funding, months of liquidity, 现金跑道, 跑道, 支撑, 维持, 资金可支撑, 现金可支撑
burn: burn, cash burn, burn rate, consume, consume cash, use up, net cash outflow, spend rate, 烧钱, 消耗, 现金消耗
arr: arr, annual recurring revenue, annualised recurring revenue, annualized recurring revenue, recurring revenue, 年度经常性收入, 年经常性收入, 经常性收入
nrr: nrr, net revenue retention, net retention, net dollar retention, ndr, retention, retention rate, 净收入留存率, 净收入留存, 净留存率, 净留存
logo retention: logo retention, customer retention, employee retention, staff retention
grr: grr, gross revenue retention, gross retention, 总收入留存率, 毛留存率
cac payback: cac payback, cac payback period, payback period, customer acquisition payback, 获客成本回收期, 获客回收期
soc 2: soc 2, soc2, soc ii, soc two
type 1: type i, type 1, type one, 类型一, 一型, 第一类
type 2: type ii, type 2, type two, 类型二, 二型, 第二类
certification: certify, certificate, accreditation, attestation, attest, 认证, 证书
metric: metric, kpi, measure, indicator, figure, number, statistic, value, 指标, 数字, 数值, 数据
estimate: estimate, estimation, guess, approximation, projection, 估计, 估算, 预估
management: management, executive, leadership, management team, the company, 管理层
promote: promote, upgrade, elevate, pass off, dress up, treat, present as, accept as, rely, rely on, use as, take as, count as, regard, consider, 视为, 当作, 当成, 作为, 采用, 依赖于
evidence: evidence, support, proof, back, backing, basis, substantiation, 证据, 依据, 支持, 佐证
file: file, document, path, workspace relative, csv, table, 文件, 路径, 文档
structured: structured, structured export, export, tabular, csv export, system export, 结构化, 结构化数据, 导出
narrative: narrative, prose, memo text, deck text, slide, markdown, 叙述, 叙述性, 文字材料
prefer: prefer, favour, favor, outrank, override, take precedence, precedence, win, prevail, trump, over, above, priority, prioritise, prioritize, 优先, 优先于, 为准
check: check, checker, validator, recompute, recalculate, recheck, re add, foot, double check, retest, test, tie, cross check, crosscheck, inspect, review, examine, 检查, 核对, 复核, 重新计算, 验算
arithmetic: arithmetic, sum, total, math, maths, addition, calculate, compute, component, bridge, 算术, 计算, 加总, 合计
question: question, query, follow up, ask, inquiry, 问题, 疑问, 提问
unsupported: unsupported, unsubstantiated, unsourced, not supported, 无依据, 缺乏依据
run: run, execute, invoke, call, launch, use, 运行, 执行, 调用
early: early, before, prior, ahead, first, beforehand, up front, upfront, 先, 之前, 提前, 尽早
late: late, last minute, at the end, afterwards, after, 最后, 之后, 事后
caveat: caveat, qualify, qualification, limitation, disclaimer, warning, proviso, 限定, 保留, 局限, 前提
separate: separate, apart, distinct, distinguish, tell apart, keep apart, individually, on its own, standalone, stand alone, differentiate, split, 分开, 区分, 单独, 分别, 各自
risk: risk, hazard, danger, threat, concern, 风险
customer: customer, client, account, buyer, logo, 客户
revenue: revenue, turnover, sale, income, 收入, 营收
finance: finance, finance team, cfo, financial, 财务
weak: weak, weaker, lesser, lower, soft, thin, insufficient, inadequate, 薄弱, 较弱, 不足
include: include, contain, comprise, incorporate, hold, 包含, 包括, 含 | exclude, leave out, omit, skip, drop, strip out, 不含, 排除, 剔除, 遗漏, 省略
near term: near term, short term, imminent, soon, pressing, urgent, within a year, 近期, 短期
growth: growth, grow, increase, rise, expansion, 增长, 增加, 上升 | decline in, decrease, fall, shrink, 下降, 减少
month: month, mo, 个月, 月
company: company, target, business, firm, 公司, 企业, 标的
stale: stale, out of date, outdated, obsolete, superseded, no longer current, 过时, 过期
share: share, percentage, percent, proportion, portion, 份额, 比例
`;

export interface ConceptPhrase {
  stems: readonly string[];
  concept: string;
  contrary: boolean;
}

/** Phrases by their first stem, longest first. */
const phrasesByFirstStem = buildIndex();

export function phrasesFrom(firstStem: string): readonly ConceptPhrase[] {
  return phrasesByFirstStem.get(firstStem) ?? [];
}

function buildIndex(): Map<string, ConceptPhrase[]> {
  const index = new Map<string, ConceptPhrase[]>();
  for (const phrase of table.trim().split("\n").flatMap(readLine)) {
    const first = phrase.stems[0];
    if (first === undefined) continue;
    const known = index.get(first) ?? [];
    if (!known.some((other) => other.stems.join(" ") === phrase.stems.join(" ")))
      known.push(phrase);
    index.set(first, known);
  }
  for (const list of index.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return index;
}

function readLine(line: string): ConceptPhrase[] {
  const [concept = "", words = ""] = line.split(": ");
  const [same = "", contrary = ""] = words.split(" | ");
  return [...phrasesOf(same, concept, false), ...phrasesOf(contrary, concept, true)];
}

function phrasesOf(list: string, concept: string, contrary: boolean): ConceptPhrase[] {
  return list
    .split(", ")
    .filter((phrase) => phrase !== "")
    .map((phrase) => ({
      stems: tokenize(phrase).map((token) => stem(token.text)),
      concept,
      contrary,
    }));
}
