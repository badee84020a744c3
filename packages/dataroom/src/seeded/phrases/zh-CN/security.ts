export const security = {
  "security.type_one": [
    "SOC 2 Type I：已完成[，报告日期 {date}|（报告日期为 {date}）]",
    "[SOC 2 Type I 报告|公司的 SOC 2 Type I 报告][已于 {date} 出具|于 {date} 完成]。",
  ],
  "security.type_one_undated": ["SOC 2 Type I：已完成", "SOC 2 Type I 报告已完成。"],
  "security.type_two_open": [
    "SOC 2 Type II：现场审计进行中，[报告尚未出具|尚未出具报告|报告还没有发布，尚未完成]",
    "[SOC 2 Type II 的现场审计|SOC 2 Type II 审计]仍在进行，[尚未出具任何报告|报告尚未出具]。",
  ],
  "security.type_two_issued": [
    "SOC 2 Type II：[报告已于|已于] {date} 出具",
    "[SOC 2 Type II 报告|公司的 SOC 2 Type II 报告][已于|在] {date} 出具。",
  ],
  "security.faq_complete": [
    "[销售使用的简短回答|可直接复制的回答|销售可以这样写]：SOC 2 已完成。",
    "[是的|当然]：SOC 2 已完成[，详情可索取|]。",
  ],
  "security.faq_comment": [
    "[安全团队（{lead}）的说明|安全团队（{lead}）批注|安全团队（{lead}）备注]：[销售的措辞|那句简短回答][当时指的是|写下时指] Type I 准备就绪，不是认证证据。",
    "[安全团队|{lead} 的团队]补充：[销售的回答|现用措辞][说的是|指的是] Type I 准备就绪，它不是认证证据[，不应写进合同|]。",
  ],
  "security.claimed": [
    "[安全方面，SOC 2 已完成|SOC 2 已完成|SOC 2 认证已完成][，为大型客户打开了大门|，不再拖延签约|]。",
    "[既然 SOC 2 已完成|SOC 2 完成之后]，[大型客户的审查|安全审查][应当更快|会省下不少时间]。",
  ],
  "security.faq_issued": [
    "[两类 SOC 2 报告|SOC 2 的两份报告][均可在签署保密协议后提供|签保密协议后即可查看]。",
    "[签署|签订]保密协议后，[我们可以提供|安全团队会提供]两份 SOC 2 报告。",
  ],
  "security.test_clean": [
    "[最近一次渗透测试|今年的渗透测试][没有任何发现|未发现问题|顺利通过，毫无发现]。",
    "[外部公司|外部测试人员][攻击|测试]了应用，[一无所获|没有发现问题]。",
  ],
  "security.test_findings": [
    "[六月的渗透测试|渗透测试（六月）][提出|产生]了 {count} 项中等级别的发现，其中 {open} 项[仍未关闭|尚待修复|还未解决]。",
    "渗透测试[共有|带来] {count} 项中等级别发现，[目前仍有|还有] {open} 项未关闭。",
  ],
  "security.report_date": [
    "[Type I 报告|我们的 Type I 报告][日期为|的落款日期是] {date}。",
    "[如客户坚持|必要时]，[可索取|请索要] {date} 的 Type I 报告。",
  ],
} as const;
