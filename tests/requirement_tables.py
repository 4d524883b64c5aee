"""Requirement tables as hiring teams write them, and how each of their rows should be understood."""

from __future__ import annotations

EXAMPLE = """\
| 类别 | 关键项 | 具体要求/描述 (示例) | 优先级 | 评估方式 |
|---|---|---|---|---|
| 硬性条件 | 学历 | 大专及以上 | 必需 | 学历证明 |
| 硬性条件 | 语言能力 | 普通话标准;【电商/跨境】英语读写流畅,口语可沟通 | 必需/行业 | 测试/面试 |
| 硬性条件 | 系统/工具 | 熟练使用Office;熟练使用CRM系统(如XX);了解智能客服工具 | 必需 | 上机测试/情景模拟 |
| 硬性条件 | 行业知识 | 【金融】了解基础金融产品与风控;【SaaS】理解软件服务模式 | 行业 | 笔试/面试 |
| 核心能力 | 沟通表达 | 清晰、简洁、有逻辑,具备倾听能力 | 高 | 面试、情景模拟 |
| 核心能力 | 共情能力 | 准确识别客户情绪,展现理解与尊重,化解对立 | 极高 | 深度情景模拟、行为面试 |
| 核心能力 | 问题分析与解决 | 独立拆解复杂问题,整合信息,提出有效解决方案 | 极高 | 案例解决演练、行为面试 |
| 核心能力 | 情绪管理与抗压 | 高强度及负面情绪冲击下保持专业稳定 | 高 | 抗压测评、情景模拟、背景调查 |
| 核心能力 | 学习与适应 | 快速掌握新产品、新政策、新流程、新工具 | 高 | 学习能力测试、过往经历 |
| 高价值素质 | 主动服务意识 | 预见客户潜在需求,主动提供信息或解决方案 | 中高 | 行为面试、情景模拟 |
| 高价值素质 | 客户体验导向 | 深刻理解服务对客户留存与口碑的价值,驱动自我优化 | 中高 | 行为面试、价值观考察 |
| 高价值素质 | 团队协作与知识分享 | 高效跨团队协作解决问题,主动沉淀经验赋能团队 | 中 | 行为面试、背景调查 |
| 加分项 | 特定技能/经验 | 【内容型】基础内容创作/编辑;【技术型】API/数据库基础认知 | 视岗位 | 作品/测试/面试 |
| 加分项 | 数据分析意识 | 基础服务数据(如响应时长、解决率)解读能力 | 中 | 面试 |
"""

BANK = """\
序号,指标类别,要求项,任职要求,重要程度,考察方式,备注
1,基本条件,学历要求,统招大专及以上学历，专业不限,必须,学历验证,
2,,年龄,18-35岁,必须,身份证,
3,,语言要求,普通话标准，二级甲等以上；会粤语者优先,重要,电话面试,
4,,工作经验,1年以上银行或保险行业呼入热线经验,重要,简历,
5,,班次,适应7*24小时轮班（含夜班）,必须,面试,
6,专业能力,业务知识,熟悉信用卡、存贷款及理财产品；了解反洗钱与合规要求,较高,笔试,
7,,系统操作,熟练使用Office、话务平台及工单系统,一般,上机,
8,,打字,中文打字速度不低于50字/分钟,一般,打字测试,
9,,证书,具备银行从业或基金从业资格,加分,证书原件,
10,核心素质,沟通协调,语言表达清晰、思路敏捷,很高,结构化面试,
11,,投诉处理,能妥善安抚客户情绪并独立处理投诉，避免投诉升级,非常高,情景演练,
12,,抗压,能承受高强度话务，情绪稳定,很高,压力面试,
13,,服务指标,客户满意度98%以上，一次解决率85%以上,中等,历史绩效,
14,,形象,形象气质佳，女性优先,参考,面试,
15,,手语,会手语优先,可选,面试,
"""
BANK_KINDS = {
    1: ["education"], 3: ["language", "certificate", "language"], 4: ["years"], 5: ["availability"],
    6: ["industry", "industry"], 7: ["skill"], 8: ["metric"], 9: ["certificate"], 10: ["skill"], 11: ["skill"],
    12: ["skill"], 13: ["metric", "metric"], 15: ["text"],
}  # fmt: skip

HOTEL = """\
# Guest Service Agent: hiring sheet

| Area | Competency | What we look for | Importance | How assessed |
|---|---|---|---|---|
| Essentials | Education | High school diploma or equivalent; hospitality degree preferred | Mandatory | Certificate |
|  | Languages | Fluent English, conversational Mandarin | Mandatory | Interview |
|  | Experience | At least 6 months in a hotel front office or similar guest-facing role | High | CV |
|  | Availability | Willing to work rotating shifts, weekends and public holidays | Mandatory | Interview |
|  | Systems | Opera PMS or similar property management system; MS Office | Medium | Practical test |
| Core skills | Guest focus | Anticipates guests' needs and follows up proactively | Critical | Role play |
|  | Complaint handling | Stays calm with upset guests and turns complaints around | Critical | Role play |
|  | Teamwork | Works well with housekeeping and other departments | High | Reference |
|  | Attention to detail | Accurate billing and reservations | Important | Test |
| Nice to have | Upselling | Upsells room upgrades and breakfast | Nice to have | Interview |
|  | Reviews | Responds to online guest reviews | Low | Work sample |
|  | Appearance | Female, under 30, good looking | Low | Interview |
|  | Third language | Japanese (JLPT N2) or Korean | Optional | Certificate |
"""
HOTEL_KINDS = {
    1: ["education", "education"], 2: ["language", "language"], 3: ["years"], 4: ["availability"],
    5: ["skill", "skill"], 6: ["skill"], 7: ["skill"], 8: ["skill"], 9: ["skill"], 10: ["skill"], 11: ["skill"],
    13: ["language"],
}  # fmt: skip

SAAS = """\
Section;Criterion;Details;Must/Nice;Evidence;Weight
Must have;Support experience;2+ years in SaaS or software technical support;must have;resume;10
Must have;English;C1 written and spoken English;must have;interview;10
Must have;Ticketing;Zendesk, Freshdesk or Intercom;must have;demo;8
Technical;APIs;"Reads API docs, can debug with Postman; basic SQL";high;exercise;8
Technical;HTML/CSS;Basic HTML and CSS;medium;exercise;4
Technical;Troubleshooting;Finds root causes independently;very high;exercise;10
Customer;Empathy;Explains technical things patiently to non-technical users;high;role play;6
Customer;CSAT;CSAT of at least 90%;medium;records;5
Customer;Volume;Handles 40 tickets per day;medium;records;4
Customer;Renewals;Spots churn risk and supports renewals;nice to have;interview;3
Work mode;Remote;Fully remote with stable internet;must have;interview;2
Work mode;On call;Weekend on-call rotation;preferred;interview;3
Other;AI;Uses ChatGPT or similar AI assistants in daily work;bonus;interview;2
Other;Documentation;"Writes help center articles, macros";bonus;portfolio;4
"""
SAAS_KINDS = {
    1: ["years"], 2: ["language"], 3: ["skill"], 4: ["skill", "skill"], 5: ["skill"], 6: ["skill"], 7: ["skill"],
    8: ["metric"], 9: ["metric"], 10: ["skill"], 11: ["availability"], 12: ["availability"], 13: ["skill"],
    14: ["skill"],
}  # fmt: skip

AIRLINE = """\
模块,能力项,具体描述,优先等级,评价方式
一、硬性要求,,,,
,学历,大专（含）以上，航空服务、外语类专业优先,P0,学历证书
,英语,英语四级以上或同等水平，口语流利,P0,英语面试
,第二外语,日语N2或韩语优先,P2,证书
,经验,有航空、旅行社或票务客服经验1年以上,P1,简历
,地点,工作地点：成都,P0,面试
,倒班,能接受倒班、夜班及节假日值班,P0,面试
二、业务能力,,,,
,退改签,熟悉客票退改签规则，会用订座系统（如eTerm、Amadeus）,P1,笔试
,不正常航班,能够在航班延误、取消时安抚旅客、处置突发情况,P1,情景模拟
,多渠道,同时承担电话、在线、邮件中至少两种渠道的服务,P2,简历
三、软素质,,,,
,沟通,亲和力强，善于倾听,P1,面试
,应变,反应快，抗压能力强,P1,压力面试
,责任,细心负责，有团队精神,P2,背景调查
,客户,以旅客为中心，主动服务,P2,面试
"""
AIRLINE_KINDS = {
    1: ["education"], 2: ["certificate", "language"], 3: ["language"], 4: ["years"], 5: ["city"], 6: ["availability"],
    7: ["skill"], 8: ["skill"], 9: ["skill"], 10: ["skill"], 11: ["skill"], 12: ["skill"], 13: ["skill"],
}  # fmt: skip

TELECOM = """\
类别,关键项,要求描述,优先级,评估方法
基础层,户籍年龄,本地户口优先，35岁以下,高,资料
基础层,教育背景,高中/中专以上,★★★★★,证书
基础层,电脑,电脑操作熟练，打字≥60字/分,★★★★☆,上机
核心层,外呼营销,有宽带或套餐外呼经验，月均转化率8%以上,★★★★☆,业绩
核心层,同理心,"换位思考
耐心",★★★☆☆,模拟
价值层,创新,提出过流程优化建议并落地,★★☆☆☆,面试
价值层,带教,带教新人3人以上或担任过班组长,★★☆☆☆,面试
价值层,AI,配合智能质检/语音机器人工作；使用过大模型工具,★★☆☆☆,面试
价值层,【政务】政策,了解12345工单流程,视岗位,面试
"""
TELECOM_KINDS = {
    2: ["education"], 3: ["skill", "metric"], 4: ["industry", "skill", "metric"], 5: ["skill", "skill"],
    6: ["skill"], 7: ["skill"], 8: ["skill", "skill"],
}  # fmt: skip
