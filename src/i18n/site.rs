//! Words about the file `config.json` of a static host.

messages! {
    read_only_note: "This console is set to read only. What would change something is not shown here.", "此控制台已设为只读，会产生更改的操作不在此显示。";
    read_only_forbids: "For reading only", "仅供查看";
    site_faults: "This site’s config.json is not right", "本站点的 config.json 有误";
    site_faults_body(count: usize): "One thing in it does not hold; the console works with the rest. Tell whoever runs this site:" | "{count} things in it do not hold; the console works with the rest. Tell whoever runs this site:", "其中有 {count} 处不生效，控制台按其余设置运行。请将以下内容告知本站点的管理者：";
    site_refused: "This site’s config.json is not used", "未使用本站点的 config.json";
    site_refused_body: "Nothing of it holds. It may have forbidden changes, so until it is mended nothing can be changed. Tell whoever runs this site:", "文件整体不生效。其中可能设为只读，因此在改正之前只能查看，不能更改。请将以下内容告知本站点的管理者：";
    site_exposed: "This site’s config.json holds credentials and is not used", "本站点的 config.json 含有凭据，未予使用";
    site_exposed_body: "Everybody who can open this page can read that file. Whoever runs this site should take them out and have the vendor renew them: credentials are entered in the console, or held by a gateway. Until then nothing can be changed from here.", "任何能打开本页面的人都可读取该文件。请本站点的管理者将其移除，并请厂商更换这些凭据：凭据应在控制台中填写，或由网关保管。在此之前只能查看，不能更改。";
    site_unread: "This site’s config.json could not be read", "未能读取本站点的 config.json";
    site_unread_no_answer(seconds: u32): "Nothing came in {seconds} seconds, or the network failed. The file may forbid changes, so for now nothing can be changed.", "{seconds} 秒内未收到应答，或网络中断。该文件可能将控制台设为只读，因此目前只能查看，不能更改。";
    site_unread_status(status: u16): "The host answered {status}. The file may forbid changes, so for now nothing can be changed. Where there is no such file, the host has to answer 404: tell whoever runs this site if it stays so.", "主机返回了 {status}。该文件可能将控制台设为只读，因此目前只能查看，不能更改。如无此文件，主机应返回 404：若持续如此，请告知本站点的管理者。";
    site_member: "Member", "成员";
    site_found: "Found", "实际内容";
    site_allowed: "Allowed", "允许的内容";
    site_whole_file: "the whole file", "整个文件";
    site_hide: "Hide until the next reload", "隐藏，直到下次重新加载";
    site_found_nothing: "nothing", "缺失";
    site_found_unknown: "an unknown member", "未知的成员";
    site_found_credentials: "credentials", "凭据";
    site_found_no_json(line: usize, column: usize): "no JSON from line {line}, column {column} on", "从第 {line} 行第 {column} 列起不是 JSON";
    site_found_text(text: &str): "“{text}”", "“{text}”";
    site_found_list: "a list", "列表";
    site_found_empty: "an empty list", "空列表";
    site_found_object: "an object", "对象";
    site_found_twice(text: &str): "“{text}” a second time", "重复的“{text}”";
    site_allowed_members(names: &str): "an object with {names}", "对象，成员可为 {names}";
    site_allowed_no_credentials: "everything but credentials", "除凭据外的内容";
    site_allowed_version(number: u64): "{number}, the version that this console reads", "{number}，即此控制台支持的版本";
    site_allowed_name(most: usize): "a text of at most {most} characters", "不超过 {most} 个字符的文本";
    site_allowed_one_of(names: &str): "one of {names}", "以下之一：{names}";
    site_allowed_some_of(names: &str): "a list of some of {names}", "列表，取自 {names}";
    site_allowed_boolean: "true or false", "true 或 false";
    site_allowed_list: "a list", "列表";
    site_allowed_id: "1 to 40 of a–z, 0–9 and “-”, once in the file", "由 a–z、0–9 和“-”组成的 1 到 40 个字符，在文件中不重复";
    site_allowed_base_url: "an https address without “?” and “#”", "不含“?”和“#”的 https 地址";
    site_allowed_prefix: "an https address that ends in “/” or “?”", "以“/”或“?”结尾的 https 地址";
    site_allowed_template: "an https address with {url}, {url_encoded}, or {host}, {path} and {query}", "含有 {url}、{url_encoded}，或 {host}、{path} 和 {query} 的 https 地址";
    site_allowed_header_name: "the name of a header that a page may set, without its value", "网页可设置的请求头名称，不含值";
    site_allowed_origin: "an origin, such as https://portal.example.com: in lower case, without a path, a usual port or “*”", "源，例如 https://portal.example.com：小写，不含路径、默认端口或“*”";
    site_allowed_with_gateway: "only with the way “gateway”", "仅当 way 为 gateway 时可用";
    site_allowed_at_vendor(vendor: &str): "only at {vendor}", "仅用于 {vendor}";
}
