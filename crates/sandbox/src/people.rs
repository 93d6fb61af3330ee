//! Believable people, Chinese and English, for all vendors' rosters.

use std::collections::HashMap;

use crate::random::Random;

/// A person with a login that no other person of the same [`Census`] has.
pub(crate) struct Person {
    /// Such as `zhang.wei`, `li.na03`, `olivia.smith`.
    pub(crate) login: String,
    /// Such as `张伟`, `Olivia Smith`.
    pub(crate) name: String,
}

/// Makes people, and counts namesakes to keep their logins apart.
pub(crate) struct Census {
    namesakes: HashMap<String, u32>,
}

impl Census {
    /// Nobody yet.
    pub(crate) fn new() -> Self {
        Census {
            namesakes: HashMap::new(),
        }
    }

    /// The next person: seven of ten are Chinese.
    pub(crate) fn next(&mut self, random: &mut Random) -> Person {
        let (login, name) = if random.chance(70) {
            chinese(random)
        } else {
            english(random)
        };
        let count = self.namesakes.entry(login.clone()).or_insert(0);
        *count += 1;
        let login = match *count {
            1 => login,
            count => format!("{login}{count:02}"),
        };
        Person { login, name }
    }
}

/// A moment in working hours on the day of `around`, in seconds since the Unix epoch.
pub(crate) fn registration_time(random: &mut Random, around: u64) -> u64 {
    // Midnight in UTC is eight in the morning in Shanghai.
    around - around % 86_400 + random.below(11 * 3_600)
}

fn chinese(random: &mut Random) -> (String, String) {
    let (surname, surname_sign) = random.pick(("zhang", "张"), SURNAMES);
    let (given, given_signs) = random.pick(("wei", "伟"), GIVEN);
    (
        format!("{surname}.{given}"),
        format!("{surname_sign}{given_signs}"),
    )
}

fn english(random: &mut Random) -> (String, String) {
    let first = random.pick("Olivia", FIRST_NAMES);
    let last = random.pick("Smith", LAST_NAMES);
    (
        format!("{first}.{last}").to_lowercase(),
        format!("{first} {last}"),
    )
}

const SURNAMES: &[(&str, &str)] = &[
    ("wang", "王"),
    ("li", "李"),
    ("liu", "刘"),
    ("chen", "陈"),
    ("yang", "杨"),
    ("zhao", "赵"),
    ("huang", "黄"),
    ("zhou", "周"),
    ("wu", "吴"),
    ("xu", "徐"),
    ("sun", "孙"),
    ("hu", "胡"),
    ("zhu", "朱"),
    ("gao", "高"),
    ("lin", "林"),
    ("he", "何"),
    ("guo", "郭"),
    ("ma", "马"),
    ("luo", "罗"),
    ("liang", "梁"),
    ("song", "宋"),
    ("zheng", "郑"),
    ("xie", "谢"),
    ("han", "韩"),
    ("tang", "唐"),
    ("feng", "冯"),
    ("dong", "董"),
    ("xiao", "萧"),
    ("cheng", "程"),
    ("cao", "曹"),
    ("ouyang", "欧阳"),
    ("sima", "司马"),
    ("lv", "吕"),
    ("shen", "沈"),
    ("zeng", "曾"),
    ("peng", "彭"),
];

/// Whole given names of one or two signs: signs put together at random are not what anybody is called.
const GIVEN: &[(&str, &str)] = &[
    ("na", "娜"),
    ("fang", "芳"),
    ("min", "敏"),
    ("jing", "静"),
    ("li", "丽"),
    ("qiang", "强"),
    ("lei", "磊"),
    ("jun", "军"),
    ("yang", "洋"),
    ("yong", "勇"),
    ("yan", "艳"),
    ("jie", "杰"),
    ("juan", "娟"),
    ("tao", "涛"),
    ("chao", "超"),
    ("xia", "霞"),
    ("ping", "平"),
    ("gang", "刚"),
    ("hao", "浩"),
    ("yu", "宇"),
    ("xin", "欣"),
    ("rui", "睿"),
    ("meng", "梦"),
    ("xue", "雪"),
    ("lan", "兰"),
    ("hua", "华"),
    ("bo", "博"),
    ("kai", "凯"),
    ("peng", "鹏"),
    ("ning", "宁"),
    ("zihan", "子涵"),
    ("haoran", "浩然"),
    ("yichen", "奕辰"),
    ("xinyi", "欣怡"),
    ("jiahui", "嘉慧"),
    ("siyu", "思宇"),
    ("xiaoming", "晓明"),
    ("xiaoyan", "晓燕"),
    ("guoqiang", "国强"),
    ("jianguo", "建国"),
    ("jianhua", "建华"),
    ("zhiqiang", "志强"),
    ("zhiyuan", "志远"),
    ("wenjie", "文杰"),
    ("wenjing", "文静"),
    ("yuting", "雨婷"),
    ("yuxuan", "宇轩"),
    ("zixuan", "子轩"),
    ("mengjie", "梦洁"),
    ("mengyao", "梦瑶"),
    ("xiuying", "秀英"),
    ("xiulan", "秀兰"),
    ("guihua", "桂花"),
    ("haiyan", "海燕"),
    ("hongmei", "红梅"),
    ("lihua", "丽华"),
    ("tingting", "婷婷"),
    ("lili", "莉莉"),
    ("junhao", "俊豪"),
    ("junjie", "俊杰"),
    ("tianyu", "天宇"),
    ("chenxi", "晨曦"),
    ("shuyi", "淑仪"),
    ("ruoxi", "若曦"),
    ("minghui", "明辉"),
    ("weidong", "卫东"),
    ("yifan", "一帆"),
    ("siqi", "思琪"),
    ("keke", "可可"),
    ("zhenhua", "振华"),
];

const FIRST_NAMES: &[&str] = &[
    "James", "Emma", "Liam", "Sophia", "Noah", "Ava", "Lucas", "Mia", "Ethan", "Grace", "Henry",
    "Chloe", "Daniel", "Zoe", "Oscar", "Ruby", "Samuel", "Alice", "George", "Nora", "Hugo", "Iris",
    "Felix", "Clara", "Owen", "Julia", "Adrian", "Leah", "Simon", "Maya",
];

const LAST_NAMES: &[&str] = &[
    "Johnson", "Brown", "Taylor", "Wilson", "Davies", "Evans", "Walker", "Wright", "Robinson",
    "Hughes", "Green", "Hall", "Wood", "Clarke", "Turner", "Baker", "Cooper", "Morgan", "Bailey",
    "Fletcher", "Murphy", "Kelly", "Schmidt", "Larsen", "Novak", "Rossi", "Silva", "Dubois",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn logins_never_repeat_and_never_ask_for_a_fault() {
        let mut random = Random::new(1, "people");
        let mut census = Census::new();
        let logins: HashSet<String> = (0..5_000).map(|_| census.next(&mut random).login).collect();
        assert_eq!(logins.len(), 5_000);
        assert!(logins.iter().any(|login| login.ends_with("02")));
        assert!(!logins.iter().any(|login| login.contains("fault")));
    }
}
