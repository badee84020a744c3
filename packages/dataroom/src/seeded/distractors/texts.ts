import type { Locale } from "../../locale.ts";

export type DistractorKind = "meeting" | "release" | "howto" | "deliveries" | "rooms";

interface DistractorText {
  titles: readonly string[];
  /** A file takes some of them. */
  lines: readonly string[];
}

type DistractorTexts = Readonly<Record<"meeting" | "release" | "howto", DistractorText>>;

/** Formulations of files that mean nothing for the deal. */
export const distractorTexts: Readonly<Record<Locale, DistractorTexts>> = {
  en: {
    meeting: {
      titles: ["[Weekly meeting|Team meeting|Stand-up], {date}", "Week {week}: [notes|minutes]"],
      lines: [
        "[{people} people|A group of {people}] [took part|were there]; [two dialled in|one joined late].",
        "The [printer|coffee machine|badge reader] on the [second|third] floor [is broken again|has been repaired].",
        "[Holiday cover|Cover for the holidays] was [settled|discussed]; [nobody objected|two swaps are open].",
        "The [offsite|summer party|team day] [moves|was moved] to [June|September|October].",
        "[New laptops|Spare monitors] [arrive|come] [next week|by Friday]; [collect them|pick them up] at the front desk.",
        "[Somebody|A volunteer] is [needed|wanted] for the [fire drill|first-aid course|plant watering].",
        "[The wiki|The handbook] [has|gets] a new page on [travel|parking|guest badges].",
      ],
    },
    release: {
      titles: ["Release {version}", "[Release notes|What is new]: {version}"],
      lines: [
        "[Faster|Quicker] start of the [search|settings|import] screen.",
        "[Fixed|Mended]: [a button|a label|a tooltip] that [overlapped|was cut off] on [small|narrow] screens.",
        "[Dark|High-contrast] mode [remembers|keeps] the [choice|last setting].",
        "[Keyboard shortcuts|Shortcuts] can be [listed|shown] with a question mark.",
        "[Dates|Times] follow the [reader's|user's] own [calendar|locale].",
        "[Old|Unused] [icons|style sheets] [are gone|were removed].",
        "[The help text|Help] of the [filter|export] dialog is [shorter|clearer].",
      ],
    },
    howto: {
      titles: ["[How to|Guide: how to] [book a room|order a chair|get a guest badge|claim a trip]"],
      lines: [
        "[Open|Go to] the [intranet|portal] and [choose|pick] [Facilities|Services].",
        "[Say|Write] [for how many people|when you need it|which floor you prefer].",
        "[Expect|Allow for] [a day|two days] [until it is there|before anybody answers].",
        "[In a hurry|If it is urgent], [ask|call] the [front desk|office manager].",
        "[Cancel|Withdraw] what you [no longer need|do not need after all].",
        "[Questions|Doubts]? [See|Read] the [handbook|wiki] [first|before you write].",
      ],
    },
  },
  "zh-CN": {
    meeting: {
      titles: ["[周会|团队会议|站会]，{date}", "第 {week} 周[记录|纪要]"],
      lines: [
        "[{people} 人|共 {people} 人][参加|到场]，[两人远程接入|一人迟到]。",
        "[二|三]楼的[打印机|咖啡机|门禁][又坏了|已修好]。",
        "[假期替班|节假日值班][已安排|讨论过]，[无人反对|还有两处要换班]。",
        "[外出活动|夏季聚会|团队日][改到|移到][六月|九月|十月]。",
        "[新电脑|备用显示器][下周|周五前]到货，请到前台领取。",
        "[消防演练|急救课程|浇花]需要一名志愿者。",
        "[内部百科|手册]新增了关于[差旅|停车|访客证]的一页。",
      ],
    },
    release: {
      titles: ["版本 {version}", "[版本说明|更新内容]：{version}"],
      lines: [
        "[搜索|设置|导入]页面打开更快。",
        "[修复|更正]：[按钮|标签|提示]在小屏幕上[重叠|显示不全]。",
        "[深色|高对比度]模式会记住[选择|上次的设置]。",
        "按问号可以[列出|查看]快捷键。",
        "[日期|时间]按用户自己的[日历|地区]显示。",
        "[旧的|不用的][图标|样式]已删除。",
        "[筛选|导出]窗口的帮助文字更[简短|清楚]。",
      ],
    },
    howto: {
      titles: ["[如何|指南：如何][预订会议室|申请椅子|领取访客证|报销差旅]"],
      lines: [
        "[打开|进入][内网|门户]，选择[设施|服务]。",
        "[写明|说明][人数|使用时间|希望的楼层]。",
        "[一天|两天]内会有[结果|答复]。",
        "[着急时|紧急情况下]，请[联系|致电][前台|办公室经理]。",
        "[不再需要|用不上]时请[取消|撤回]。",
        "[有疑问|不清楚]请先看[手册|百科]。",
      ],
    },
  },
};
