package dev.nacre.expression;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** China's customary macro-regions, as logistics and sales reports use them. */
public final class Regions {
  private static final Map<String, String> BY_PROVINCE = byProvince();

  private Regions() {}

  private static Map<String, String> byProvince() {
    var all = new TreeMap<String, String>();
    put(all, "华东", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东");
    put(all, "华北", "北京", "天津", "河北", "山西", "内蒙古");
    put(all, "华中", "河南", "湖北", "湖南");
    put(all, "华南", "广东", "广西", "海南");
    put(all, "西南", "重庆", "四川", "贵州", "云南", "西藏");
    put(all, "西北", "陕西", "甘肃", "青海", "宁夏", "新疆");
    put(all, "东北", "辽宁", "吉林", "黑龙江");
    put(all, "港澳台", "香港", "澳门", "台湾");
    return all;
  }

  private static void put(Map<String, String> all, String region, String... provinces) {
    for (String province : provinces) {
      all.put(province, region);
    }
  }

  /**
   * The region of a province.
   *
   * @param province its name, short ({@code 广东}) or long ({@code 广东省}, {@code 广西壮族自治区})
   */
  public static Optional<String> of(String province) {
    String name = province.strip();
    // no name is the beginning of another, so the long forms need no list
    return BY_PROVINCE.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
