"""Single facts: dates, contacts, names, places, education, posts."""

from __future__ import annotations

import time
from datetime import date

import pytest

from cs_match.candidates.candidate import read_candidate
from cs_match.candidates.dates import periods
from cs_match.candidates.names import looks_like_han_name
from cs_match.candidates.posts import is_service
from cs_match.documents.reading import read_text
from cs_match.records import Fields, Job
from cs_match.text import fold


def facts(text: str, name: str = "cv.md") -> Fields:
    return read_candidate(read_text(text, source=name, markdown=True), tagger=False, as_of=date(2026, 1, 1)).fields


def job(line: str) -> Job:
    return facts(f"# 王丽\n## 工作经历\n{line}\n").jobs[0]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023.03 - 至今", "2023-03", "present"),
        ("2019/7～2021/3", "2019-07", "2021-03"),
        ("2024年3月—至今", "2024-03", "present"),
        ("二〇一九年七月至二〇二一年三月", "2019-07", "2021-03"),
        ("19年7月-21年3月", "2019-07", "2021-03"),
        ("2018.11 至今", "2018-11", "present"),
        ("2021年至今", "2021", "present"),
        ("Aug'22 to Till Date", "2022-08", "present"),
        ("June 2020 - July'22", "2020-06", "2022-07"),
        ("Jan 2020 – Present", "2020-01", "present"),
        ("07/2019 to date", "2019-07", "present"),
        ("(2021 July–present)", "2021-07", "present"),
        ("05–11/2019", "2019-05", "2019-11"),
        ("2022.06–07", "2022-06", "2022-07"),
        ("2015 – 2017", "2015", "2017"),
        ("01-09-2020 to till date", "2020-09", "present"),
        ("2020/11/01-2022/3/5", "2020-11", "2022-03"),
        ("Mac 2022 – now", "2022-03", "present"),
        ("2021.11—", "2021-11", "present"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    found = periods(fold(text))
    assert [(str(period.first), period.last_text) for period in found] == [(start, end)]


@pytest.mark.parametrize("text", ["日均接待2000人", "满意度99.2%", "2,024单", "电话 13800138101", "3.5年", "12345热线"])
def test_no_periods(text: str) -> None:
    assert periods(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("电话：138-0013-8101", "13800138101"),
        ("手机 138 0013 8101", "13800138101"),
        ("TEL:１３８００１３８１０１", "13800138101"),
        ("手机：+86 138 0013 8101", "+8613800138101"),
        ("手机：180-0013-9210", "18000139210"),
        ("手机：一三八零零一三八二三一", "13800138231"),
        ("Mob: 07700 900123", "07700900123"),
        ("Cell: +27 82 555 0117", "+27825550117"),
        ("Mobile: 9555 0126", "95550126"),
        ("电话 138 0013 2003", "13800132003"),  # ends like a year
        ("客服热线：400-820-8820", None),
        ("紧急联系人：李四 13900139000", None),
        ("期望薪资：6001-8000元/月", None),
        ("身份证号：11010119900307771X", None),
    ],
)
def test_phone(text: str, phone: str | None) -> None:
    assert facts(f"# 王丽\n{text}\n").phone == phone


def test_contacts_of_others_are_not_the_persons() -> None:
    letterhead = "锐才寻访 | 顾问：周敏 | 13800138666 | zhou@example.com\n"
    letterhead += "\n| 候选人 | 许佳宁 |\n| --- | --- |\n| 现居 | 上海 |\n"
    assert (facts(letterhead).name, facts(letterhead).phone, facts(letterhead).email) == ("许佳宁", None, None)
    cousin = "# Barasa Juma\nTel 0711 555 016. No email, my cousin Faith has one: faith@example.com\n"
    assert (facts(cousin).phone, facts(cousin).email) == ("0711555016", None)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("韩雪莹 Xueying Han", "韩雪莹"),
        ("欧陽子軒 | 客服經理", "欧陽子軒"),
        ("张 三", "张三"),
        ("张素芬的简历", "张素芬"),
        ("CURRICULUM VITAE – THANDEKA MAHLANGU", "THANDEKA MAHLANGU"),
        ("Marisol Delgado, BSN, RN", "Marisol Delgado"),
        ("Kavitha A/P Subramaniam", "Kavitha A/P Subramaniam"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
    ],
)
def test_name_in_the_title(title: str, name: str) -> None:
    assert facts(f"# {title}\n\n电话 13800138101\n").name == name


@pytest.mark.parametrize("words", ["客服主管", "个人简历", "求职意向", "工作经历", "北京", "汉族"])
def test_no_names(words: str) -> None:
    assert not looks_like_han_name(words)


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("现居：深圳·龙华 | 籍贯：湖南邵阳", "深圳"),
        ("女 | 1999.08 | 广州天河区", "广州"),
        ("户口：黑龙江佳木斯", None),
        ("期望城市：洛阳、郑州", "洛阳"),
        ("Rathmines, Dublin 6", "Dublin"),
        ("Oak Park, IL 60302", "Oak Park"),
        ("Sector 49, Gurugram | 98990-01-552", "Gurugram"),
    ],
)
def test_city(line: str, city: str | None) -> None:
    assert facts(f"# 王丽\n{line}\n").city == city


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("出生年月：1994.03", 1994),
        ("1994年3月生", 1994),
        ("男 / 1988年11月 / 成都", 1988),
        ("DOB: 22-11-2000", 2000),
        ("30岁", None),
        ("30岁 | 简历更新时间：2025-09-30", 1995),
        ("2010.09-2014.06 某大学", None),
    ],
)
def test_birth_year(line: str, year: int | None) -> None:
    assert facts(f"# 王丽\n{line}\n").birth_year == year


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("2017.09-2020.06　安徽商贸职业技术学院　电子商务　大专", ("associate", "安徽商贸职业技术学院", "电子商务")),
        (
            "2024.03-至今　新乡医学院　护理学　成人本科（在读）\n2013-2016　郑州铁路职业技术学院　护理　大专",
            ("bachelor", "新乡医学院", "护理学"),
        ),
        ("武汉工程大学　本科（自考）　工商管理　2010-2013", ("bachelor", "武汉工程大学", "工商管理")),
        ("广州市信息技术职业学校\n电子商务（中专）", ("vocational", "广州市信息技术职业学校", "电子商务")),
        (
            "B.Com, Government College Chamarajanagar, 2017",
            ("bachelor", "Government College Chamarajanagar", "Commerce"),
        ),
        ("Bachelor of Science in Nursing, Laredo University, 2015", ("bachelor", "Laredo University", "Nursing")),
        ("MBA (Finance), Saraswati Open University, 2021", ("master", "Saraswati Open University", "Finance")),
        (
            "Diploma in Mass Communication, Nyanza Institute of Media",
            ("associate", "Nyanza Institute of Media", "Mass Communication"),
        ),
        ("Leaving Cert, Cork Grammar School, 2023", ("high_school", "Cork Grammar School", None)),
    ],
)
def test_education(lines: str, expected: tuple[str, str, str | None]) -> None:
    fields = facts(f"# 王丽\n## 教育经历\n{lines}\n")
    assert (fields.education, fields.school, fields.major) == expected


def test_an_abandoned_degree_counts_as_the_level_before_it() -> None:
    text = "# Jane Roe\n## Education\nBS Hotel Management (undergraduate – 2 years, did not finish), Manila College\n"
    assert facts(text + "Secondary: Batasan Hills National High School, 2016\n").education == "high_school"
    assert facts("# 王丽\n## 教育\n四川农业大学 本科 肄业\n").education == "high_school"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("喜悦家居有限公司　2019.08-至今\n客户服务部经理", ("喜悦家居有限公司", "客户服务部经理", "2019-08")),
        ("**客服专员**\n浦汇证券\n2021.07 – 2023.12", ("浦汇证券", "客服专员", "2021-07")),
        ("跨境客服｜深圳市途朗科技有限公司｜2021.06 – 至今", ("深圳市途朗科技有限公司", "跨境客服", "2021-06")),
        (
            "公司：合肥信迅外包有限公司\n岗位：质检专员\n时间：2021.11-至今",
            ("合肥信迅外包有限公司", "质检专员", "2021-11"),
        ),
        ("2024.1-2025.12 长沙岳麓区某物业 保安", ("长沙岳麓区某物业", "保安", "2024-01")),
        (
            "Team Lead, Oct 2022 – till date, Vaayu Services Pvt. Ltd.",
            ("Vaayu Services Pvt. Ltd.", "Team Lead", "2022-10"),
        ),
        ("DAA Ltd (Receptionist) 05/2019 - 06/2021", ("DAA Ltd", "Receptionist", "2019-05")),
        (
            "**Front Desk Clerk**   05/2016 – 08/2018\nLa Quinta, Round Rock, TX\n- Nights\n",
            ("La Quinta", "Front Desk Clerk", "2016-05"),
        ),
        (
            "Guest Relations Officer | Sarova Stanley | Nairobi, Kenya | 2019 – now",
            ("Sarova Stanley", "Guest Relations Officer", "2019"),
        ),
        ("Worked with Daksh as Process Associate from Jul'22 to till date.", ("Daksh", "Process Associate", "2022-07")),
        (
            "MTN NIGERIA, IKEJA    2018 – TILL DATE\nPOSITION HELD: CUSTOMER CARE REP",
            ("MTN NIGERIA", "CUSTOMER CARE REP", "2018"),
        ),
        (
            "Summer 2018 – Spring 2020: Ticket Office Assistant, Abbey Theatre",
            ("Abbey Theatre", "Ticket Office Assistant", "2018"),
        ),
        ("2018年9月-2021年2月在李宁担任导购，每天忙个不停，领导很满意，同事也很好。", ("李宁", "导购", "2018-09")),
        ("链家（房产经纪人） 2019.04-2022.06", ("链家", "房产经纪人", "2019-04")),
        ("国美电器-家电安装（2015年02月–2019年10月）", ("国美电器", "家电安装", "2015-02")),
        ("2016.05-至今 杭州12345 市民热线受理员", ("杭州12345", "市民热线受理员", "2016-05")),
        ("In March 2019 I joined Eir as a broadband support agent.", ("Eir", "broadband support agent", "2019-03")),
        ("CSR, Sutherland Global Services, 2 years", ("Sutherland Global Services", "CSR", None)),
    ],
)
def test_job_lines(lines: str, expected: tuple[str, str, str | None]) -> None:
    found = job(lines)
    assert (found.company, found.title, found.start) == expected


def test_the_writers_own_order_decides_about_unknown_names() -> None:
    lines = (
        "# Jo Hale\n## Experience\nTesco Mobile Ltd, Customer Adviser, 2019 – 2021\nBluebird, Wrangler, 2017 – 2018\n"
    )
    assert [(one.company, one.title) for one in facts(lines).jobs][1] == ("Bluebird", "Wrangler")


def test_a_period_that_a_narrow_column_broke() -> None:
    lines = "# Jo Hale\n## Experience\nTesco Mobile Ltd, Customer Adviser Aug\n2019 – Jul 2021\n- Answered calls\n"
    assert [(one.company, one.start, one.end) for one in facts(lines).jobs] == [
        ("Tesco Mobile Ltd", "2019-08", "2021-07")
    ]


def test_a_table_of_schools_holds_no_jobs() -> None:
    lines = "# 覃志远\n| 起止时间 | 工作单位 | 岗位 |\n| 2020年6月—2026年1月 | 柳州号百公司 | 客服组长 |\n\n"
    lines += "| 学习时间 | 毕业院校 | 专业 |\n| 2018—2020 | 桂林电子科技大学 | 通信工程 |\n"
    assert [one.company for one in facts(lines).jobs] == ["柳州号百公司"]


def test_several_titles_at_one_employer() -> None:
    lines = (
        "# Keisha Rawlins\n## Experience\n**BLUE HERON WIRELESS, Tampa, FL**\nSupervisor, Save Desk (Aug"
        " 2020 – Mar 2023)\n"
    )
    lines += "- Coached ten agents\n\nRetention Specialist (Mar 2018 – Jul 2020)\n- Saved 38% of callers\n"
    assert [(one.company, one.start) for one in facts(lines).jobs] == [
        ("BLUE HERON WIRELESS", "2020-08"),
        ("BLUE HERON WIRELESS", "2018-03"),
    ]


@pytest.mark.parametrize(
    ("title", "company", "duties", "service"),
    [
        ("客服专员", "甲公司", "", True),
        ("在线质检员", "河南慧联信息服务有限公司", "", True),
        ("IPQC检验", "东莞声扬电子厂", "", False),
        ("AI训练师", None, "", True),
        ("导购", "某商场", "", False),
        ("语文代课教师", "晋光中学", "", False),
        ("营业员", "某移动营业厅", "", True),
        ("营业员", "和康大药房", "", False),
        ("组长", "西域通联客服中心", "", True),
        ("Customer Success Manager", "Corrib HR Software", "", True),
        ("Bilingual Collections Agent", "Andes Recovery", "", True),
        ("Staff Nurse", "Provincial Hospital", "", False),
        ("Front Desk", "Budget Inn", "", True),
        ("Software Engineer", "Sahyadri Desk", "answering customer tickets, calls, chats", False),
        ("Emergency Call Taker", "Franklin County", "", True),
        ("Trust & Safety Associate", "Larkspur", "", True),
        ("Sales Representative", "Kashmir Road Contact Centre", "", True),
        ("Sales Representative", "Larkspur", "", False),
        ("Social Worker", "City Council", "", False),
        ("导医", "协和口腔", "", True),
        ("站务员", "成都地铁", "", True),
        ("分拣员", "顺丰速运", "", False),
        ("专员", "乙公司", "接听客户来电，处理投诉工单", True),
    ],
)
def test_service_work(title: str, company: str | None, duties: str, service: bool) -> None:
    assert is_service(title, company, duties) is service


def test_time_grows_with_the_text_and_no_faster() -> None:
    def seconds(size: int) -> float:
        text = "2020.01-2021.02 甲公司 客服 接听来电，处理投诉。" * size
        start = time.perf_counter()
        facts(f"# 王丽\n## 工作经历\n{text}\n")
        return time.perf_counter() - start

    seconds(10)
    small, large = seconds(100), seconds(1000)
    assert large < 40 * small + 0.5
