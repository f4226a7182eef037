#!/bin/sh
# 审核每个示例家庭，日期在当地文件写成之后。  sh examples/demo.sh [zh|en]
# Decides every example household, on a day after its region's document was written.
set -eu
cd "$(dirname "$0")/.."
lang=${1:-zh}

region() { # zh, en, day
    day=$3
    if [ "$lang" = en ]; then title="$2, $day"; else title="$1　$day"; fi
    printf '\n%s\n  %s\n%s\n' "$line" "$title" "$line"
}

household() { # file, zh, en, then further options of `elig check`
    file=examples/$1
    if [ "$lang" = en ]; then title=$3; else title=$2; fi
    shift 3
    printf '\n── %s\n   elig check %s --on %s%s\n\n' "$title" "$file" "$day" "${*:+ $*}"
    elig check "$file" --on "$day" --lang "$lang" "$@"
}

line=════════════════════════════════════════════════════════════════════════

region 黔西南州 Qianxinan 2020-12-01
household qianxinan/complete.json '四口之家，在享农村低保' 'a family of four on rural dibao'
household qianxinan/complete.json '同一家，加上演示用的当地标准（不是真实标准）' \
    'the same family, with local figures made up for illustration' \
    --local examples/illustration.yaml --only national_dibao --only insurance_subsidy
household qianxinan/missing-facts.json '祖孙三代，对父亲一无所知' \
    'three generations, nothing known of the father'

region 六盘水市 Liupanshui 2023-12-01
household liupanshui/complete.json '三口之家开个体店' 'a family of three with a shop'
household liupanshui/missing-facts.json '母子二人，准备创业' 'a mother about to start a business'

region 惠水县 Huishui 2020-12-01
household huishui/complete.json '五口之家办微型企业' 'a family of five with a micro firm'
household huishui/missing-facts.json '个体户，门面租金不明' 'a sole trader whose rent is unknown'

region 宁陕县 Ningshan 2020-12-01
household ningshan/complete.json '四口之家，丈夫稳定就业' 'a family of four, the husband in stable work'
household ningshan/missing-facts.json '老年夫妻，劳动能力未认定' \
    'an ageing couple whose capacity to work is not on record'

region 贺州市 Hezhou 2024-01-01
household hezhou/complete.json '一家三人在享农村低保，弟弟是城市特困' \
    'three on rural dibao, a brother on urban tekun'
household hezhou/missing-facts.json '三口之家，就业意愿和妻子的救助类别不明' \
    "the will to work and the wife's assistance unknown"
