export const customers = {
  "customers.cap": [
    "[管理层表示|按管理层的说法|领导团队称]，[在剔除上线阶段用量后|不计上线阶段用量时]，每个法人实体[最多|至多]占签约 ARR 的 {cap}%。",
    "[没有一个法人实体|任何法人实体都不会][超过|占到超过]签约 ARR 的 {cap}%，[管理层这样说|这是管理层的统计]，前提是剔除上线阶段用量。",
  ],
  "customers.manageable": [
    "[从法人实体来看|按法人实体看|以法人实体计]，集中度[可控|仍然可控|处于可控范围][，最大的几家分属不同行业|，没有一家特别突出|]。",
    "[客户集中度|集中度]按法人实体衡量[可控|并不高][，与去年相近|，变化不大|]。",
  ],
  "customers.rollup_disclosed": [
    "[按母公司归集，最大的是|最大的母公司账户是] {parent}，[为|金额] {arr}，占受控 ARR 的 {share}%。",
    "[归集到母公司之后|合并关联实体后]，{parent} [居首|排第一]：{arr}，[相当于|即]受控 ARR 的 {share}%。",
  ],
  "customers.rollup_answer": [
    "{parent}，{arr}，[依据|按照] `customers/account_hierarchy.csv` 占 FY{year} ARR 的 {share}%。",
    "[根据|按] `customers/account_hierarchy.csv`，是 {parent}：{arr}，[即|相当于] FY{year} ARR 的 {share}%。",
  ],
  "customers.independent": [
    "[最大的|我们最大的] {count} 家客户[彼此独立|互不相关|各自独立决策]。",
    "[{count} 份最大的合同|最大的 {count} 份合同][分属互不关联的集团|各属不同集团]。",
  ],
  "customers.top_five": [
    "[前五大客户|最大的五家客户|金额最大的五份合同][合计|共占] ARR {amount}。",
    "ARR 中有 {amount} [来自|归属于]前五大客户。",
  ],
  "customers.million_club": [
    "[最大的客户包括|我们的标杆客户有] {first}、{second} 和 {former}[，三家各自独立|：三家不同的客户|]。",
    "{first}、{second} 与 {former} [位居标杆客户前列|都在重点客户名单上|是我们的三家重点客户]。",
  ],
  "customers.same_contract": [
    "{former} 是 {current} [签约时所用的名称|合并前的商号|春季之前的名称]，[合同只有一份|两个名称对应同一份合同]。",
    "[一份合同，两个名称：|请注意：]{former} [现已更名为|就是现在的|如今名为] {current}[，合同不变|]。",
  ],
  "customers.renews": [
    "{customer} [的续约日为|将于以下日期续约：|的续约日期是] {date}。",
    "[与 {customer} 的合同|{customer} 的协议][到期日为|有效期至] {date}。",
  ],
  "customers.healthy": [
    "{customer} [情况平稳|无需担心|属于满意的客户][，也是很好的推荐客户|]。",
    "[关于 {customer}，我们没有担忧|{customer} 一切正常][，健康度为绿色|]。",
  ],
} as const;
