using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.TopicPlan;

/// <summary>Settings of <c>topic-plan</c>. Off until the school names the rule: the numbers are customary.</summary>
public sealed class TopicPlanSettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public TopicPlanSettings() => Enabled = false;

    /// <summary>More lessons behind than this are found.</summary>
    [Range(0, 50)]
    public int BehindOver { get; set; } = 3;

    /// <summary>More per cent of the lessons behind than this are found, from two lessons on.</summary>
    [Range(0, 100)]
    public int BehindOverPercent { get; set; } = 10;

    /// <summary>So many lessons in a row with one topic are found; 0: not looked at.</summary>
    [Range(0, 50)]
    public int SameTopicInARow { get; set; } = 4;

    /// <summary>Topics that may repeat, by their beginning, besides «Повторение», «Решение задач», «Контрольная работа» and the like.</summary>
    public IList<string> ExceptTopics { get; set; } = [];
}
